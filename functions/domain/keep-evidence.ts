/**
 * Longer than anybody asks for it: the longest `repeatWindowHours` is a year, a finished row is forgotten after 90 days,
 * and no machine looks for a post more than `maxLatenessHours`, a year at most, after its call.
 */
const KEPT_DAYS = 400;

/**
 * Until when the log has to keep what an account posted: which row a post belongs to, which content it had, and which
 * folder of the drop bucket made it. Epoch seconds.
 *
 * @param fromEpochMs when it was last of use
 */
export function evidenceKeptUntil(fromEpochMs: number): number {
  return Math.ceil(fromEpochMs / 1000) + KEPT_DAYS * 86_400;
}
