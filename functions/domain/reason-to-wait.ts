import type { Demand } from './account-ledger.ts';
import { admitIntent } from './admit-intent.ts';
import { PigeonpostError, RateLimitedError } from './errors.ts';
import { failureOf } from './failure.ts';
import type { AccountGate, Failure } from './publication.ts';
import type { AccountRules } from './publish-ports.ts';
import { whyClosed, whyHeld, type Patience } from './why-shut.ts';

/**
 * Why a post will not go out by then, as far as is known; undefined where nothing stands against it. For a trigger that
 * is told the end and not the beginning: `ACCOUNT_HELD`, `BUDGET`, `PACE`, `MEDIA_PER_DAY`, `RATE_LIMITED`, `DAILY_LIMIT`.
 */
export function reasonToWait(
  gate: AccountGate,
  demand: Demand,
  rules: AccountRules,
  patience: Patience,
): Failure | undefined {
  return (
    whyHeld(gate, rules, patience.nowEpochMs) ??
    whyNotAdmitted(gate, demand, rules, patience) ??
    whyClosed(gate, rules, patience)
  );
}

function whyNotAdmitted(
  gate: AccountGate,
  demand: Demand,
  rules: AccountRules,
  { nowEpochMs, byEpochMs }: Patience,
): Failure | undefined {
  try {
    admitIntent(gate, demand, rules, nowEpochMs);
    return undefined;
  } catch (error) {
    if (!(error instanceof PigeonpostError)) throw error;
    return error instanceof RateLimitedError && error.retryAtEpochMs <= byEpochMs ? undefined : failureOf(error);
  }
}
