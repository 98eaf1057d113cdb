import { describe, expect, it } from 'vitest';

import { describeFailure } from './describe-run.ts';
import { runSeeds } from './run-seeds.ts';
import { runWorld } from './run-world.ts';

const PATIENCE_MS = 600_000;

/** Lines of a schedule. */
const turns: readonly RegExp[] = [
  /publisher of \w+ dies: before log\.transact/,
  /publisher of \w+ dies: after log\.transact \w+→POSTING/,
  /publisher of \w+ dies: before x\.createPost/,
  /publisher of \w+ dies: after x\.createPost/,
  /publisher of \w+ dies: after x\.append/,
  /publisher of \w+ dies: its time is over/,
  /intake of t\d\/1 dies: after log\.transact/,
  /sweep dies/,
  /fetcher of \w+ dies: before fetch/,
  /fetcher of \w+ dies: after media\.stage/,
  /"from":"FETCHING","to":"RECEIVED"/,
  /"code":"FETCH_UNAVAILABLE"/,
  /"code":"FETCH_STATUS"/,
  /stands still/,
  /log\.transact \w+→POSTING .*: done, answer lost/,
  /log\.transact \w+→POSTED .*: refused/,
  /createPost .* \(late\): OutcomeUnknownError/,
  /createPost .* \(breaks\): TypeError/,
  /createPost .*: XUnreachableError/,
  /createPost .*: RateLimitedError/,
  /createPost .*: MediaIdRefusedError/,
  /createPost .*: DuplicateRefusedError/,
  /createPost .*: AccountHeldError: key refused/,
  /createPost .*: AccountHeldError: the account is shut: credits/,
  /journal info secret-refetched/,
  /journal warn lease-lost/,
  /journal info repeated/,
  /journal info reconciled .*"found"/,
  /journal info reconciled .*"absent"/,
  /journal error double-detected/,
  /"to":"MEDIA_PENDING"/,
  /"to":"MEDIA_UPLOADING"/,
  /"outcome":"unsent"|"code":"X_UNREACHABLE"/,
  ...['PACE', 'BUDGET', 'REPEATED', 'THREAD_WAITS', 'THREAD_STOPPED', 'EXPIRED'].map(
    (code) => new RegExp(`"(?:code|reason)":"${code}"|"reason":"${code.toLowerCase()}"`),
  ),
  /a person pauses/,
  /a person resumes/,
  /journal info redriven/,
  /journal info settled-by-hand/,
  /cancelled by hand/,
];

/** Worlds of `npm run simulate` with the same seeds; every second one has X's duplicate rule. */
describe('the domain in a world full of faults', () => {
  it(
    'posts every trigger exactly once or says why not, in 2,000 worlds',
    async () => {
      const summary = await runSeeds({ from: 1, seeds: 2_000, scenario: 'standard' });
      expect(summary.failures.map(describeFailure)).toEqual([]);
      // Worlds in which nothing goes wrong would prove nothing.
      for (const state of ['POSTED', 'REJECTED', 'REJECTED_DUPLICATE', 'CANCELLED', 'EXPIRED']) {
        expect(summary.states[state]).toBeGreaterThan(100);
      }
      for (const alarm of ['needs-human', 'account-held', 'posted-unrecorded', 'double-detected']) {
        expect(summary.alarms[alarm]).toBeGreaterThan(0);
      }
    },
    PATIENCE_MS,
  );

  it(
    'raises an alarm for every double that X makes by posting an hour late, in 300 worlds',
    async () => {
      const summary = await runSeeds({ from: 1, seeds: 300, scenario: 'late' });
      expect(summary.failures.map(describeFailure)).toEqual([]);
      expect(summary.alarms['double-detected']).toBeGreaterThan(10);
    },
    PATIENCE_MS,
  );

  it('meets every fault and every turn that it is made for', { timeout: PATIENCE_MS }, async () => {
    const missing = new Set(turns);
    for (let seed = 1; seed <= 2_000 && missing.size > 0; seed += 1) {
      const schedule = (await scheduleOf(seed)).join('\n');
      for (const turn of missing) if (turn.test(schedule)) missing.delete(turn);
    }
    expect([...missing].map(String)).toEqual([]);
  });

  it('goes the same way each time a seed is replayed', async () => {
    const [first, second] = await Promise.all([scheduleOf(4), scheduleOf(4)]);
    expect(first).toEqual(second);
    expect(first.length).toBeGreaterThan(100);
    expect(await scheduleOf(5)).not.toEqual(first);
  });
});

async function scheduleOf(seed: number): Promise<readonly string[]> {
  const lines: string[] = [];
  await runWorld({ seed, trace: (line) => lines.push(line) });
  return lines;
}
