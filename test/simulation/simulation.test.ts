import { describe, expect, it } from 'vitest';

import { describeFailure } from './describe-run.ts';
import { runSeeds } from './run-seeds.ts';
import { runWorld } from './run-world.ts';

const PATIENCE_MS = 600_000;

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
