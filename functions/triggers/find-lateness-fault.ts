const HOUR_MS = 3_600_000;

/**
 * Why a post scheduled for that moment would never go out; undefined when it would.
 *
 * A moment that is past, but within what the account allows, is fine: the post is due now.
 */
export function findLatenessFault(
  scheduleAtEpochMs: number,
  nowEpochMs: number,
  maxLatenessHours: number,
): string | undefined {
  if (nowEpochMs - scheduleAtEpochMs <= maxLatenessHours * HOUR_MS) return undefined;
  return `is longer past than the ${maxLatenessHours} hours this account's posts may be late`;
}
