import type { AccountRules } from '../domain/publish-ports.ts';
import { V1_POST_WINDOW_SECONDS, V1_POSTS_PER_WINDOW } from '../domain/x-limits.ts';
import type { AccountConfig } from './config-schema.ts';

/** X's own timelines lag by up to half a minute; a post that is not there after ten is not coming. */
export const RECONCILE_AFTER_SECONDS: readonly number[] = [30, 120, 600];

/**
 * What the config says of an account, in the units of the domain.
 *
 * @param account undefined for rows of an account that has left the config: they are worked by the defaults
 */
export function rulesOf(
  account: AccountConfig | undefined,
  reconcileAfterSeconds: readonly number[] = RECONCILE_AFTER_SECONDS,
): AccountRules {
  const { maxLatenessHours = 168, whenUnknown = 'ask' } = account ?? {};
  const { postsPerDay, mediaPerDay, minimumSpacingSeconds, monthlyBudgetUsd, repeats, driver } = account ?? {};
  return {
    maxLatenessHours,
    whenUnknown,
    reconcileAfterSeconds,
    ...(postsPerDay === undefined ? {} : { postsPerDay }),
    ...(mediaPerDay === undefined ? {} : { mediaPerDay }),
    ...(minimumSpacingSeconds === undefined ? {} : { minimumSpacingSeconds }),
    // In whole millionths, so that sums stay exact.
    ...(monthlyBudgetUsd === undefined ? {} : { monthlyBudgetMicroUsd: Math.round(monthlyBudgetUsd * 1e6) }),
    ...(repeats === 'refuse' ? { refuseRepeatsWithinHours: account?.repeatWindowHours ?? 24 } : {}),
    ...(driver === 'v1' ? { untoldLimit: { posts: V1_POSTS_PER_WINDOW, windowSeconds: V1_POST_WINDOW_SECONDS } } : {}),
  };
}
