const HOUR_MS = 3_600_000;

/**
 * Why a post cannot be scheduled for that moment; undefined when it can.
 *
 * A moment that is past but within the account's lateness is fine: the post is due now.
 */
export function findScheduleFault(
  scheduleAtEpochMs: number,
  nowEpochMs: number,
  maxLatenessHours: number,
): string | undefined {
  const latest = new Date(nowEpochMs);
  latest.setUTCFullYear(latest.getUTCFullYear() + 1);
  if (scheduleAtEpochMs > latest.getTime()) return `is more than a year ahead: at most ${latest.toISOString()}`;
  if (nowEpochMs - scheduleAtEpochMs <= maxLatenessHours * HOUR_MS) return undefined;
  return `is longer past than this account's maxLatenessHours, ${maxLatenessHours}`;
}
