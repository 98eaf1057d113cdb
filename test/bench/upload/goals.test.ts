import { describe, expect, it } from 'vitest';

import { isMet, judgeGoals } from '../../../bench/upload/report/goals.ts';
import type { Comparison } from '../../../bench/upload/report/summarize.ts';

const beside: Comparison = {
  item: 'jpeg',
  latencyMs: 40,
  contender: 'ours-v1',
  peer: 'tav-v1',
  wall: 0.5,
  cpu: 0.5,
  peak: 0.5,
};

describe('isMet', () => {
  it.each([
    { case: 'a share below', measured: 0.5, unit: 'x', limit: 0.6, met: true },
    { case: 'a share that is shown as the limit', measured: 0.604, unit: 'x', limit: 0.6, met: true },
    { case: 'a share above', measured: 0.61, unit: 'x', limit: 0.6, met: false },
    { case: 'megabytes above', measured: 61, unit: 'MB', limit: 60, met: false },
  ] as const)('says $met for $case', ({ met, ...goal }) => {
    expect(isMet({ title: '', ...goal })).toBe(met);
  });
});

describe('judgeGoals', () => {
  it('judges wall time at 40 ms alone, and CPU at its worst', () => {
    const goals = judgeGoals([], [beside, { ...beside, latencyMs: 0, wall: 9, cpu: 0.7 }]);
    expect(goals).toEqual([
      { title: 'wall, jpeg, ours-v1, at 40 ms', limit: 0.6, measured: 0.5, unit: 'x' },
      { title: 'CPU, jpeg, ours-v1, at 0 ms', limit: 0.65, measured: 0.7, unit: 'x' },
    ]);
  });

  it('sets no goals for those with checks', () => {
    expect(judgeGoals([], [{ ...beside, contender: 'checked-v1' }])).toEqual([]);
  });
});
