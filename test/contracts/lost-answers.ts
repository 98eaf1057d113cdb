import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { newPublication } from '../../functions/domain/new-publication.ts';
import { openGate } from '../../functions/domain/open-gate.ts';
import type { PublicationLog } from '../../functions/domain/ports.ts';
import { stepPublication } from '../../functions/domain/step-publication.ts';
import type { AwsServer } from '../fakes/aws/aws-server.ts';

const NOW = 1_795_000_000_000;
const beginning = { id: 'a', source: 'drop', label: 'a', account: 'main', fingerprint: 'a' } as const;
const row = newPublication({ ...beginning, state: 'RECEIVED', dueAtEpochMs: NOW }, NOW);
const gate = { ...openGate('main'), version: 1 };

/** What a log behind a network promises when the answer to a write does not arrive, and the write is sent again. */
export function describeLostAnswers(
  name: string,
  open: () => Promise<{ readonly log: PublicationLog; readonly server: AwsServer }>,
): void {
  describe(`a write whose answer gets lost, ${name}`, () => {
    let log: PublicationLog;
    let server: AwsServer;

    beforeEach(async () => {
      ({ log, server } = await open());
    });
    afterEach(() => server.forget());

    it.each([
      { case: 'the first version of one item', operation: 'PutItem', before: [], writes: [row] },
      {
        case: 'the next version of one item',
        operation: 'PutItem',
        before: [row],
        writes: [stepPublication(row, 'CANCELLED', NOW)],
      },
      { case: 'several items', operation: 'TransactWriteItems', before: [], writes: [row, gate] },
    ])('counts as done, since it was: $case', async ({ operation, before, writes }) => {
      await log.transact(before);
      server.failNext(operation, 'answer lost');
      expect(await log.transact(writes)).toBe('done');
      expect(server.calls.filter((call) => call.operation === operation).length).toBeGreaterThan(1);
      expect(await log.publication('a')).toEqual(writes[0]);
    });

    it.each([
      { case: 'one item', operation: 'PutItem', writes: [row] },
      { case: 'several items', operation: 'TransactWriteItems', writes: [row, gate] },
    ])('is not taken for the write of somebody else: $case', async ({ operation, writes }) => {
      await log.transact(writes);
      server.failNext(operation, 'answer lost');
      expect(await log.transact(writes)).toBe('conflict');
    });
  });
}
