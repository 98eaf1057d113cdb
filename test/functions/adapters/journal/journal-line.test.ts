import { describe, expect, it } from 'vitest';

import { journalLine } from '../../../../functions/adapters/journal/journal-line.ts';

const AT = Date.UTC(2026, 9, 1, 12);
const parse = (line: string): Record<string, unknown> => JSON.parse(line) as Record<string, unknown>;

describe('journalLine', () => {
  it('is one line of JSON that says when, how grave, what, and the fields', () => {
    const line = journalLine(AT, 'warn', 'hint-lost', { account: 'main' });
    expect(line).toBe('{"at":"2026-10-01T12:00:00.000Z","level":"warn","event":"hint-lost","account":"main"}\n');
  });

  it('carries its numbers in the embedded metric format, by account and for all accounts', () => {
    const fields = { id: 'a', account: 'main', latencyMs: 1_200, costMicroUsd: 15_000 };
    expect(parse(journalLine(AT, 'info', 'posted', fields))).toMatchObject({
      id: 'a',
      account: 'main',
      Posted: 1,
      LatencyMs: 1_200,
      CostUsd: 0.015,
      _aws: {
        Timestamp: AT,
        CloudWatchMetrics: [
          {
            Namespace: 'Pigeonpost',
            Dimensions: [[], ['account']],
            Metrics: [
              { Name: 'Posted', Unit: 'Count' },
              { Name: 'LatencyMs', Unit: 'Milliseconds' },
              { Name: 'CostUsd', Unit: 'None' },
            ],
          },
        ],
      },
    });
  });

  it('names no dimension that the line does not hold', () => {
    const line = parse(journalLine(AT, 'error', 'record-failed', { messageId: '1' }, 'Pigeonpost/test'));
    expect(line).toMatchObject({
      RecordFailed: 1,
      _aws: { CloudWatchMetrics: [{ Namespace: 'Pigeonpost/test', Dimensions: [[]] }] },
    });
  });

  it('F127: keeps line breaks and control characters of a field inside the line', () => {
    const line = journalLine(AT, 'warn', 'no-route', { key: 'a\r\n{"level":"error"}\u001b[31m\u2028' });
    expect(['\r', '\n', '\u001b'].filter((character) => line.trimEnd().includes(character))).toEqual([]);
    expect(parse(line)['key']).toBe('a\r\n{"level":"error"}\u001b[31m\u2028');
  });
});
