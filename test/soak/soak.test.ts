import { describe, expect, it } from 'vitest';

import { runSoak } from './run-soak.ts';

const options = { killEverySeconds: 2, faults: 0.1, withinMinutes: 3, seed: 7, keep: false, json: true };

describe('a small soak', () => {
  it('posts every picture and every call once, whatever is killed and whatever X answers', async () => {
    const said: string[] = [];
    const report = await runSoak({ ...options, drops: 25, calls: 25 }, (line) => said.push(line));

    expect(report.violations).toEqual([]);
    expect(report.posted + report.needsHuman).toBe(50);
    expect(report.kills).toBeGreaterThan(0);
    expect(Object.values(report.faults).reduce((sum, acted) => sum + acted, 0)).toBeGreaterThan(0);
  }, 240_000);
});
