import type { LimitWindow } from '../../../domain/x-account.ts';

/** Where X gives no usable time: its shortest window. */
const FALLBACK_MS = 15 * 60_000;
const LONGEST_MS = 24 * 3_600_000;

/** The prefixes of X's limit headers, each with `-limit`, `-remaining` and `-reset` (X API rate limits, August 2026). */
const postLimits = ['x-rate-limit', 'x-app-limit-24hour', 'x-user-limit-24hour'] as const;
const limitSets = [...postLimits, 'x-mediaratelimit'] as const;

export type Headers = Readonly<Record<string, string>>;

/**
 * The earliest moment at which X may say yes, by our clock, in milliseconds: the latest reset of those limits that are
 * used up. A 429 can come with `x-rate-limit-remaining` above 0, when a 24 hour limit is the one that is used up.
 *
 * @param offsetMs X's clock minus ours: resets are told by X's clock
 */
export function whenToRetry(headers: Headers, nowEpochMs: number, offsetMs: number): number {
  const usedUp = limitSets.filter((set) => Number(headers[`${set}-remaining`] ?? Number.NaN) === 0);
  const sets = usedUp.length > 0 ? usedUp : limitSets.slice(0, 1);
  const resets = sets.map((set) => Number(headers[`${set}-reset`] ?? Number.NaN) * 1000 - offsetMs);
  const times = [...resets, retryAfter(headers, nowEpochMs, offsetMs)].filter((time) => time > nowEpochMs);
  const latest = times.length === 0 ? nowEpochMs + FALLBACK_MS : Math.max(...times);
  return Math.min(latest, nowEpochMs + LONGEST_MS);
}

/** True when one of the 24 hour limits, posts or media, is used up. */
export function isDayUsedUp(headers: Headers): boolean {
  return limitSets.slice(1).some((set) => Number(headers[`${set}-remaining`] ?? Number.NaN) === 0);
}

/** The limits for posts that an answer tells, resets by our clock; those without a whole set of numbers left out. */
export function limitWindows(headers: Headers, offsetMs: number): readonly LimitWindow[] {
  return postLimits.flatMap((name) => {
    const remaining = wholeNumber(headers[`${name}-remaining`]);
    const resetSeconds = wholeNumber(headers[`${name}-reset`]);
    if (remaining === undefined || resetSeconds === undefined) return [];
    const limit = wholeNumber(headers[`${name}-limit`]);
    const told = { name, remaining, resetAtEpochMs: resetSeconds * 1000 - offsetMs };
    return limit === undefined ? told : { ...told, limit };
  });
}

/** The limit headers that hold a number, for the journal. */
export function limitHeaders(headers: Headers): Record<string, number> {
  const names = limitSets.flatMap((set) => [`${set}-limit`, `${set}-remaining`, `${set}-reset`]);
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = wholeNumber(headers[name]);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function wholeNumber(value: string | undefined): number | undefined {
  return value !== undefined && /^-?\d{1,15}$/.test(value) ? Number(value) : undefined;
}

/** The moment `retry-after` names, in seconds or as a date; NaN without one. X documents none, but edges send it. */
export function retryAfter(headers: Headers, nowEpochMs: number, offsetMs: number): number {
  const value = headers['retry-after'];
  if (value === undefined) return Number.NaN;
  return /^\d+$/.test(value) ? nowEpochMs + Number(value) * 1000 : Date.parse(value) - offsetMs;
}
