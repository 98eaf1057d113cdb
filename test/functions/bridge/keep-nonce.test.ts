import { expect, it } from 'vitest';

import { keepNonce } from '../../../functions/bridge/keep-nonce.ts';
import type { BridgeCaller } from '../../../functions/triggers/v1-bridge/bridge-call.ts';
import { InMemoryLog } from '../../fakes/in-memory-log.ts';

const first: BridgeCaller = {
  account: 'main',
  keyId: 'sample',
  accessToken: '0-sample',
  nonce: 'a',
  timestampEpochSeconds: 1_795_000_000,
  callFingerprint: '1'.repeat(64),
};

function attempts(log: InMemoryLog) {
  return async (changes: Partial<BridgeCaller>, isTimely = true) => {
    try {
      await keepNonce({ caller: { ...first, ...changes }, isTimely }, log);
      return 'passes';
    } catch (error) {
      return (error as { code: number | string }).code;
    }
  };
}

it.each([
  { case: 'the same bytes', changes: {}, isTimely: true, outcome: 'passes' },
  { case: 'the same bytes after the window', changes: {}, isTimely: false, outcome: 'passes' },
  { case: 'other bytes', changes: { callFingerprint: '2'.repeat(64) }, isTimely: true, outcome: 32 },
  { case: 'other bytes after the window', changes: { callFingerprint: '2'.repeat(64) }, isTimely: false, outcome: 135 },
  {
    case: 'another nonce',
    changes: { nonce: 'b', callFingerprint: '2'.repeat(64) },
    isTimely: true,
    outcome: 'passes',
  },
  { case: 'another second', changes: { timestampEpochSeconds: 1_795_000_001 }, isTimely: true, outcome: 'passes' },
  { case: 'another key', changes: { keyId: 'other' }, isTimely: true, outcome: 'passes' },
  { case: 'a new nonce after the window', changes: { nonce: 'b' }, isTimely: false, outcome: 135 },
])('after a call, $case: $outcome', async ({ changes, isTimely, outcome }) => {
  const attempt = attempts(new InMemoryLog());
  expect(await attempt({})).toBe('passes');
  expect(await attempt(changes, isTimely)).toBe(outcome);
});

it('one of many calls at once with one nonce and other bytes passes', async () => {
  const attempt = attempts(new InMemoryLog());
  const outcomes = await Promise.all(
    Array.from({ length: 9 }, async (_unused, index) => attempt({ callFingerprint: `${index}`.repeat(64) })),
  );
  expect(outcomes.filter((outcome) => outcome === 'passes')).toHaveLength(1);
});

it('lets no call pass while the log does not answer', async () => {
  const log = new InMemoryLog();
  const attempt = attempts(log);
  log.isDown = true;
  expect(await attempt({})).toBe('LEDGER_UNAVAILABLE');
  log.isDown = false;
  log.failNext('transact', 'after');
  expect(await attempt({})).toBe('LEDGER_UNAVAILABLE');
  expect(await attempt({})).toBe('passes');
});
