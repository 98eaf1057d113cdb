import type { Clock } from '../../../domain/ports.ts';

/** X's own unit of `Date` is a second; less than this is noise. */
const NOISE_MS = 3_000;
/** A `Date` further off than this is no clock but nonsense. */
const MAX_SKEW_MS = 24 * 3_600_000;
/** A clock that needs correcting more often than this is not what X complains about. */
const CORRECT_AGAIN_AFTER_MS = 3_600_000;

/**
 * `corrected`: the clocks differed and the offset was moved, so one more try makes sense. `stuck`: they differ although
 * the offset was moved not long ago. `fine`: they agree, the clock is not the reason. `unknown`: no usable date.
 */
export type ClockVerdict = 'corrected' | 'stuck' | 'fine' | 'unknown';

/** The time by which one account's requests are signed: ours, moved by what X's `Date` taught. */
export interface AccountClock {
  /** Seconds since 1970, as X sees it. */
  timestampSeconds(): number;
  /** Milliseconds to add to our time to get X's; 0 until a refusal showed otherwise. */
  offsetMs(): number;
  /** Compares the two clocks on a request that X refused. */
  learn(refusal: {
    readonly date: string | undefined;
    readonly age: string | undefined;
    readonly sentAtEpochMs: number;
  }): ClockVerdict;
}

export function openAccountClock(clock: Clock): AccountClock {
  let offsetMs = 0;
  let correctedAtEpochMs = Number.NEGATIVE_INFINITY;
  return {
    timestampSeconds: () => Math.floor((clock() + offsetMs) / 1000),
    offsetMs: () => offsetMs,
    learn({ date, age, sentAtEpochMs }) {
      const nowEpochMs = clock();
      const skewMs = skewOf(date, age, (sentAtEpochMs + nowEpochMs) / 2);
      if (skewMs === undefined) return 'unknown';
      const toleranceMs = (nowEpochMs - sentAtEpochMs) / 2 + NOISE_MS;
      if (Math.abs(skewMs - offsetMs) <= toleranceMs) return 'fine';
      if (nowEpochMs - correctedAtEpochMs < CORRECT_AGAIN_AFTER_MS) return 'stuck';
      offsetMs = skewMs;
      correctedAtEpochMs = nowEpochMs;
      return 'corrected';
    },
  };
}

/** Milliseconds by which X is ahead of us; an answer from a cache (`Age`) tells nothing. */
function skewOf(date: string | undefined, age: string | undefined, atEpochMs: number): number | undefined {
  if (date === undefined || age !== undefined) return undefined;
  // The second is cut off in `Date`; half of it is the best guess.
  const skewMs = Math.round(Date.parse(date) + 500 - atEpochMs);
  return Math.abs(skewMs) <= MAX_SKEW_MS ? skewMs : undefined;
}
