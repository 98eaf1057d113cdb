import type { Demand } from './account-ledger.ts';
import { admitIntent } from './admit-intent.ts';
import { RateLimitedError, RejectedTriggerError } from './errors.ts';
import type { AccountGate } from './publication.ts';
import type { AccountRules } from './publish-ports.ts';
import { whyShut } from './why-shut.ts';

export interface Patience {
  readonly nowEpochMs: number;
  /** Until then a post may wait. */
  readonly byEpochMs: number;
}

/**
 * Lets pass a post that can go out by then, as far as is known: for a trigger that is told the end and not the beginning.
 *
 * @throws RejectedTriggerError `ACCOUNT_HELD`, `RATE_LIMITED`, `DAILY_LIMIT` where the account is shut for longer
 * @throws RateLimitedError `PACE`, BudgetSpentError, RejectedTriggerError as `admitIntent`
 */
export function refuseToWait(gate: AccountGate, demand: Demand, rules: AccountRules, patience: Patience): void {
  const { nowEpochMs, byEpochMs } = patience;
  const shut = whyShut(gate, nowEpochMs, byEpochMs);
  if (shut !== undefined) throw new RejectedTriggerError(shut.code, shut.message);
  try {
    admitIntent(gate, demand, rules, nowEpochMs);
  } catch (error) {
    if (!(error instanceof RateLimitedError) || error.retryAtEpochMs > byEpochMs) throw error;
  }
}
