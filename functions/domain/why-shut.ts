import type { AccountGate, Failure } from './publication.ts';

/** X's longest window for posts (GET limits of POST /2/tweets, August 2026), and some seconds of spread. */
const X_WINDOW_MS = 15 * 60_000 + 10_000;

/**
 * Why the account will post nothing before that moment; undefined where nothing that is known stands against it.
 *
 * A budget that is spent, and a pace of its own, are asked of each post anew: they may fit by now.
 */
export function whyShut(gate: AccountGate, nowEpochMs: number, byEpochMs: number): Failure | undefined {
  const { held, closedUntilEpochMs, closedByPace = null } = gate;
  if (held !== null && held.reason !== 'budget') {
    return { code: 'ACCOUNT_HELD', message: `the account stands still (${held.reason}): ${held.message}` };
  }
  if (closedByPace !== null || closedUntilEpochMs === null || closedUntilEpochMs <= byEpochMs) return undefined;
  // X gives no reason that is kept; what is longer than its longest window is a limit of the day.
  const code = closedUntilEpochMs - nowEpochMs > X_WINDOW_MS ? 'DAILY_LIMIT' : 'RATE_LIMITED';
  const seconds = Math.ceil((closedUntilEpochMs - nowEpochMs) / 1000);
  return { code, message: `X takes no post of this account for ${seconds} s` };
}
