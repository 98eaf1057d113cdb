import { lastLookAtEpochMs } from './last-look.ts';
import { assertTransition, isFinal, type LogState } from './publication-state.ts';
import type { Publication } from './publication.ts';

type Changes = Partial<Omit<Publication, 'kind' | 'id' | 'version' | 'state' | 'updatedAtEpochMs'>>;

/** Whoever ends a row shows it at once, if he can; this is when the publisher does, should that one have died. */
const SHOWN_WITHIN_MS = 60_000;

/**
 * The row one step further, ready to be written: next version, new state. Once it is final it is due no more, but for
 * the last look; and until its end was shown, where it is a drop or `isUnshown` is among the changes.
 *
 * Throws when the table of `publication-state.ts` does not allow the step.
 */
export function stepPublication(
  row: Publication,
  to: LogState,
  nowEpochMs: number,
  changes: Changes = {},
): Publication {
  assertTransition(row.state, to);
  const next = { ...row, ...changes, state: to, version: row.version + 1, updatedAtEpochMs: nowEpochMs };
  if (to === 'NEEDS_HUMAN') return { ...next, dueAtEpochMs: null };
  if (!isFinal(to)) return next;
  if (row.state === to && changes.isUnshown !== false) return { ...next, dueAtEpochMs: changes.dueAtEpochMs ?? null };
  if ((row.source === 'drop' || changes.isUnshown === true) && row.state !== to && to !== 'IGNORED') {
    return { ...next, isUnshown: true, stumbles: 0, dueAtEpochMs: nowEpochMs + SHOWN_WITHIN_MS };
  }
  return { ...next, dueAtEpochMs: lastLookAtEpochMs(next, nowEpochMs) };
}
