import { describe, expect, it } from 'vitest';

import { parseConfig } from '../../../functions/config/parse-config.ts';
import { rulesOf } from '../../../functions/config/rules-of.ts';

const rules = (account: object) => rulesOf(parseConfig({ accounts: { main: account } }).accounts['main']);
const defaults = { maxLatenessHours: 168, whenUnknown: 'ask', reconcileAfterSeconds: [30, 120, 600] };

describe('the rules of an account', () => {
  it('limit nothing unless the config says so', () => {
    expect(rules({})).toEqual(defaults);
  });

  it.each([
    { account: { postsPerDay: 5, mediaPerDay: 8 }, expected: { postsPerDay: 5, mediaPerDay: 8 } },
    { account: { minimumSpacingSeconds: 90 }, expected: { minimumSpacingSeconds: 90 } },
    { account: { monthlyBudgetUsd: 0.29 }, expected: { monthlyBudgetMicroUsd: 290_000 } },
    { account: { monthlyBudgetUsd: 0 }, expected: { monthlyBudgetMicroUsd: 0 } },
    { account: { repeats: 'refuse' }, expected: { refuseRepeatsWithinHours: 24 } },
    { account: { repeats: 'refuse', repeatWindowHours: 0.5 }, expected: { refuseRepeatsWithinHours: 0.5 } },
    { account: { repeats: 'allow', repeatWindowHours: 8 }, expected: {} },
    { account: { driver: 'v1' }, expected: { untoldLimit: { posts: 300, windowSeconds: 10_800 } } },
    { account: { whenUnknown: 'drop', maxLatenessHours: 2 }, expected: { whenUnknown: 'drop', maxLatenessHours: 2 } },
  ])('take $account over', ({ account, expected }) => {
    expect(rules(account)).toEqual({ ...defaults, ...expected });
  });

  it('are the defaults for an account that left the config, whose rows are still there', () => {
    expect(rulesOf(undefined, [1, 3, 10])).toEqual({ ...defaults, reconcileAfterSeconds: [1, 3, 10] });
  });
});
