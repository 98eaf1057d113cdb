import type { Publication } from './publication.ts';

/** Twice as long after the end as any post is known to have come late. */
const LAST_LOOK_AFTER_MS = 2 * 3_600_000;

/**
 * When to look on X once more for a row that has come to its end: where a call of it besides the one that made its post
 * may still turn out to have made one. Null where there is no such call.
 */
export function lastLookAtEpochMs({ attempts }: Pick<Publication, 'attempts'>, nowEpochMs: number): number | null {
  const isUnclear = attempts.some(({ outcome }) => ['open', 'unknown', 'absent'].includes(outcome));
  return isUnclear ? nowEpochMs + LAST_LOOK_AFTER_MS : null;
}
