import { isInForce } from './lift-pace.ts';
import type { AccountGate, Failure } from './publication.ts';
import type { AccountRules } from './publish-ports.ts';
import { fitsBudget } from './refuse-over-budget.ts';

/** X's longest window for posts (GET limits of POST /2/tweets, August 2026), and some seconds of spread. */
const X_WINDOW_MS = 15 * 60_000 + 10_000;

export interface Patience {
  readonly nowEpochMs: number;
  /** Until then a post may wait. */
  readonly byEpochMs: number;
}

/** Why the account stands still until a person acts, or a new month comes; undefined where the publisher would go on. */
export function whyHeld({ held, ledger }: AccountGate, rules: AccountRules, nowEpochMs: number): Failure | undefined {
  if (held === null) return undefined;
  const { reason, message, priceMicroUsd = 0 } = held;
  if (reason !== 'budget') return { code: 'ACCOUNT_HELD', message: `the account stands still (${reason}): ${message}` };
  return fitsBudget(ledger, priceMicroUsd, rules, nowEpochMs) ? undefined : { code: 'BUDGET', message };
}

/** Why the account is shut until after that moment; undefined where it is open by then, or opens with its new rules. */
export function whyClosed(gate: AccountGate, rules: AccountRules, patience: Patience): Failure | undefined {
  const { closedUntilEpochMs, closedByPace = null } = gate;
  const { nowEpochMs, byEpochMs } = patience;
  if (closedUntilEpochMs === null || closedUntilEpochMs <= byEpochMs) return undefined;
  const seconds = Math.ceil((closedUntilEpochMs - nowEpochMs) / 1000);
  if (closedByPace !== null) {
    if (!isInForce(closedByPace, rules)) return undefined;
    return { code: 'PACE', message: `the account is at the pace that it allows itself, for ${seconds} s` };
  }
  // X gives no reason that is kept; what is longer than its longest window is a limit of the day.
  const code = closedUntilEpochMs - nowEpochMs > X_WINDOW_MS ? 'DAILY_LIMIT' : 'RATE_LIMITED';
  return { code, message: `X takes no post of this account for ${seconds} s` };
}
