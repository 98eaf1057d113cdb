import { describe, expect, it } from 'vitest';

import { acceptedAt, fromAttributes, toAttributes } from '../../../../functions/adapters/aws/log-item.ts';
import { newPublication } from '../../../../functions/domain/new-publication.ts';
import { openGate } from '../../../../functions/domain/open-gate.ts';
import { isFinal, transitions, type LogState } from '../../../../functions/domain/publication-state.ts';
import type { LogItem, Publication } from '../../../../functions/domain/publication.ts';

const NOW = 1_795_000_000_000;
const states = Object.keys(transitions) as LogState[];

function rowIn(state: LogState, dueAtEpochMs: number | null = NOW): Publication {
  const beginning = { id: 'a', source: 'drop', label: 'a', account: 'main', fingerprint: 'a' } as const;
  return newPublication({ ...beginning, state, dueAtEpochMs }, NOW);
}

describe('an item of the log as DynamoDB keeps it', () => {
  it.each(states)('expires in state %s only if that is final, 90 days after', (state) => {
    const expiresAt = isFinal(state) ? { N: String(NOW / 1000 + 90 * 86_400) } : undefined;
    expect(toAttributes(rowIn(state, null), 'w')['expiresAt']).toEqual(expiresAt);
  });

  it.each([
    { case: 'an account', item: { ...openGate('main'), version: 1 } },
    { case: 'a claim of old', item: { kind: 'claim', id: 'claim/7', version: 1, publicationId: 'a' } },
    {
      case: 'a mark of old',
      item: { kind: 'mark', id: 'content/main/x', version: 1, publicationId: 'a', atEpochMs: NOW },
    },
  ] as readonly { case: string; item: LogItem }[])('never expires and stands in no index: $case', ({ item }) => {
    expect(Object.keys(toAttributes(item, 'w')).toSorted()).toEqual(['id', 'json', 'kind', 'version', 'writeId']);
  });

  it.each([
    { case: 'a mark', item: { kind: 'mark', id: 'nonce/x', version: 1, publicationId: 'a', atEpochMs: NOW } },
    { case: 'a claim', item: { kind: 'claim', id: 'claim/7', version: 1, publicationId: 'a' } },
  ] as const)('expires where it is $case that may be forgotten', ({ item }) => {
    const expiresAt = toAttributes({ ...item, expiresAtEpochSeconds: 1_795_000_900 }, 'w')['expiresAt'];
    expect(expiresAt).toEqual({ N: '1795000900' });
  });

  it('stands in the index of what is due only while it is', () => {
    expect(toAttributes(rowIn('RECEIVED'), 'w')['due']).toEqual({ S: 'main#0001795000000000' });
    expect(toAttributes(rowIn('NEEDS_HUMAN', null), 'w')).not.toHaveProperty('due');
  });

  it('comes back to the byte, and only as what it is', () => {
    const row: Publication = { ...rowIn('RECEIVED'), label: 'a\u0000\u2028"🕊️é' };
    const attributes = toAttributes(row, 'w');
    expect(fromAttributes('publication', attributes)).toEqual(row);
    expect(fromAttributes('account', attributes)).toBeUndefined();
    expect(fromAttributes('publication', undefined)).toBeUndefined();
  });

  it('sorts moments of any length as time does', () => {
    const moments = [0, 999, 1_795_000_000_000, 253_402_300_799_999];
    const keys = moments.map((acceptedAtEpochMs) => acceptedAt({ ...rowIn('RECEIVED'), acceptedAtEpochMs }));
    expect(keys.toSorted()).toEqual(keys);
  });
});
