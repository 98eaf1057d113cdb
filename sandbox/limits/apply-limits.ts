import { v1Error } from '../errors/v1-error.ts';
import { plainProblem } from '../errors/v2-problem.ts';
import type { Reply } from '../http/endpoint.ts';
import type { Account } from '../state/account.ts';
import type { World } from '../state/world.ts';
import type { LimitState, LimitVerdict } from './request-limits.ts';

/** Counts the call, puts its limits into the headers, and gives X's 429 when they are used up. */
export function applyLimits(
  name: string,
  world: World,
  caller: Account,
  headers: Record<string, string>,
): Reply | undefined {
  const verdict = world.requestLimits.take(name, caller, world.now(), world.settings);
  if (verdict === undefined) return undefined;
  Object.assign(headers, limitHeaders('x-rate-limit', verdict.user));
  const dayExceeded = verdict.rule.withDayHeaders === true && addDayHeaders(verdict, world, caller, headers);
  return verdict.exceeded || dayExceeded ? tooManyRequests(name) : undefined;
}

export function limitHeaders(prefix: string, state: LimitState): Record<string, string> {
  return {
    [`${prefix}-limit`]: String(state.limit),
    [`${prefix}-remaining`]: String(state.remaining),
    [`${prefix}-reset`]: String(state.resetEpochSeconds),
  };
}

export function tooManyRequests(name: string): Reply {
  return name.startsWith('v2.') ? plainProblem(429, 'Too Many Requests') : v1Error(429, 88, 'Rate limit exceeded');
}

/** The sets of a day: on v2 a user's daily limit of statuses ends in 429 while `x-rate-limit-remaining` is not 0. */
function addDayHeaders({ app }: LimitVerdict, world: World, caller: Account, headers: Record<string, string>): boolean {
  const { used, resetsAtEpochMs } = world.statusCount.read(caller.userId, world.now());
  const limit = world.settings.limits.statusesPerDay;
  const user = { limit, remaining: Math.max(0, limit - used), resetEpochSeconds: Math.ceil(resetsAtEpochMs / 1000) };
  Object.assign(headers, limitHeaders('x-user-limit-24hour', user));
  if (app !== undefined) Object.assign(headers, limitHeaders('x-app-limit-24hour', app));
  return used >= limit;
}
