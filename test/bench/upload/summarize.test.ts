import { describe, expect, it } from 'vitest';

import type { Turn } from '../../../bench/upload/measurement.ts';
import { compare, median, summarize } from '../../../bench/upload/report/summarize.ts';

function turn(fields: Partial<Turn>): Turn {
  return {
    item: 'jpeg',
    latencyMs: 40,
    contender: 'ours-v1',
    wallMs: 100,
    cpuMs: 10,
    idleBytes: 50e6,
    peakBytes: 60e6,
    storeRequests: 1,
    storeConnections: 1,
    xRequests: 2,
    xConnections: 2,
    storeBytes: 0,
    xBytes: 0,
    ...fields,
  };
}

describe('median', () => {
  it.each([
    { case: 'one value', values: [3], answer: 3 },
    { case: 'an odd number of values', values: [9, 1, 5], answer: 5 },
    { case: 'an even number of values', values: [4, 1, 3, 2], answer: 2.5 },
  ])('is the middle of $case', ({ values, answer }) => {
    expect(median(values)).toBe(answer);
  });
});

describe('summarize', () => {
  it('makes one cell of all turns of one contender at one job, each figure by itself', () => {
    const turns = [
      turn({ wallMs: 100, cpuMs: 30 }),
      turn({ wallMs: 900, cpuMs: 10 }),
      turn({ wallMs: 200, cpuMs: 20 }),
      turn({ latencyMs: 0, wallMs: 7 }),
    ];
    expect(summarize(turns)).toMatchObject([
      { latencyMs: 0, turns: 1, wallMs: 7 },
      { latencyMs: 40, turns: 3, wallMs: 200, cpuMs: 20 },
    ]);
  });
});

describe('compare', () => {
  it('holds each of ours against the peer on the same version, in the same cell', () => {
    const cells = summarize([
      turn({ contender: 'tav-v1', wallMs: 200, cpuMs: 40, peakBytes: 120e6 }),
      turn({ contender: 'tav-v2', wallMs: 400 }),
      turn({ contender: 'ours-v1' }),
      turn({ contender: 'ours-v2' }),
      turn({ contender: 'ours-v2', item: 'gif' }),
    ]);
    expect(compare(cells)).toMatchObject([
      { item: 'jpeg', contender: 'ours-v1', peer: 'tav-v1', wall: 0.5, cpu: 0.25, peak: 0.5 },
      { item: 'jpeg', contender: 'ours-v2', peer: 'tav-v2', wall: 0.25 },
    ]);
  });
});
