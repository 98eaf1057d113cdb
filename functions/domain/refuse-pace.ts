import { nextDay, type AccountLedger, type Demand } from './account-ledger.ts';
import { RateLimitedError, RejectedTriggerError } from './errors.ts';
import type { AccountRules } from './publish-ports.ts';

type PaceRules = Pick<AccountRules, 'postsPerDay' | 'mediaPerDay' | 'minimumSpacingSeconds'>;

/** X has no longer window; what is told beyond it is nonsense. */
const LONGEST_WINDOW_MS = 24 * 3_600_000;

interface Wait {
  readonly untilEpochMs: number;
  readonly reason: string;
}

/**
 * Lets a post pass that the account's own pace and X's limits, as far as they are known, allow at that moment.
 *
 * @param ledger as it stands at `nowEpochMs`
 * @throws RateLimitedError `PACE`, with the first moment at which nothing that is known stands against it
 * @throws RejectedTriggerError `MEDIA_PER_DAY` for a post that shows more than the account allows in a whole day
 */
export function refusePace(ledger: AccountLedger, { media }: Demand, rules: PaceRules, nowEpochMs: number): void {
  const { mediaPerDay = Infinity } = rules;
  if (media > mediaPerDay) {
    const message = `the post shows ${media} pictures or videos, the account allows ${mediaPerDay} a day (mediaPerDay)`;
    throw new RejectedTriggerError('MEDIA_PER_DAY', message, { advice: 'Raise mediaPerDay, or show fewer.' });
  }
  const paces = [...dailyWaits(ledger, media, rules, nowEpochMs), ...spacing(ledger, rules)];
  const waits = [...paces, ...xWindows(ledger, nowEpochMs)];
  const [longest] = waits
    .filter(({ untilEpochMs }) => untilEpochMs > nowEpochMs)
    .toSorted((a, b) => b.untilEpochMs - a.untilEpochMs);
  if (longest === undefined) return;
  throw new RateLimitedError('PACE', longest.reason, longest.untilEpochMs, {
    advice: 'Nothing to do: it is posted when its turn comes.',
  });
}

function dailyWaits(ledger: AccountLedger, media: number, rules: PaceRules, nowEpochMs: number): readonly Wait[] {
  const { postsPerDay = Infinity, mediaPerDay = Infinity } = rules;
  const untilEpochMs = nextDay(nowEpochMs);
  return [
    ...(ledger.posts + 1 > postsPerDay
      ? [{ untilEpochMs, reason: `the account posts ${postsPerDay} times a day at most (postsPerDay)` }]
      : []),
    ...(ledger.media + media > mediaPerDay
      ? [{ untilEpochMs, reason: `the account shows ${mediaPerDay} pictures and videos a day at most (mediaPerDay)` }]
      : []),
  ];
}

function spacing({ lastIntentAtEpochMs }: AccountLedger, { minimumSpacingSeconds = 0 }: PaceRules): readonly Wait[] {
  if (lastIntentAtEpochMs === null) return [];
  const untilEpochMs = lastIntentAtEpochMs + minimumSpacingSeconds * 1000;
  return [{ untilEpochMs, reason: `posts keep ${minimumSpacingSeconds} s between them (minimumSpacingSeconds)` }];
}

function xWindows({ windows }: AccountLedger, nowEpochMs: number): readonly Wait[] {
  const latestEpochMs = nowEpochMs + LONGEST_WINDOW_MS;
  return windows
    .filter(({ remaining }) => remaining <= 0)
    .map(({ name, resetAtEpochMs }) => ({
      untilEpochMs: Math.min(resetAtEpochMs, latestEpochMs),
      reason: `X's limit ${name} is used up`,
    }));
}
