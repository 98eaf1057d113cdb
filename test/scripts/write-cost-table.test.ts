import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { countStack } from '../../scripts/cost/count-stack.ts';
import { monthlyUse } from '../../scripts/cost/monthly-use.ts';
import { costOf, prices } from '../../scripts/cost/prices.ts';
import { costPage, renderCostPage } from '../../scripts/write-cost-table.ts';
import { sampleConfig } from '../infra/synthesise.ts';

describe('docs/costs.md', () => {
  it('is what the stack and the prices say now', () => {
    expect(readFileSync(costPage, 'utf8')).toBe(renderCostPage());
  });
});

describe('countStack', () => {
  it('counts in the template what costs by being there', () => {
    expect(countStack(sampleConfig)).toEqual({
      alarms: 18,
      dashboards: 1,
      secrets: 5,
      polledQueues: 3,
      memoryGb: { 's3-drop': 0.25, webhook: 0.5, publish: 1, 'fetch-media': 0.5, 'v1-bridge': 0.5, sweep: 0.25 },
    });
  });
});

describe('costOf', () => {
  it.each([
    { case: 'below what is free', units: 400_000, listed: 0.16, paid: 0 },
    { case: 'above it', units: 1_500_000, listed: 0.6, paid: 0.2 },
  ])('takes off what is free: $case', ({ units, listed, paid }) => {
    const cost = costOf(prices.queueRequests, units);
    expect(cost.listed).toBeCloseTo(listed);
    expect(cost.paid).toBeCloseTo(paid);
  });
});

describe('monthlyUse', () => {
  it('names every price once', () => {
    const used = monthlyUse(countStack(sampleConfig), { drops: 7, calls: 3, megabytes: 1 }).map(({ price }) => price);
    expect(used.toSorted()).toEqual(Object.keys(prices).toSorted());
  });
});
