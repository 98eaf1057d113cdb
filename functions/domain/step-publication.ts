import { lastLookAtEpochMs } from './last-look.ts';
import { assertTransition, isFinal, type LogState } from './publication-state.ts';
import type { Publication } from './publication.ts';

type Changes = Partial<Omit<Publication, 'kind' | 'id' | 'version' | 'state' | 'updatedAtEpochMs'>>;

/**
 * The row one step further, ready to be written: next version, new state. Once it is final it is due no more, but for
 * the last look.
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
  return {
    ...next,
    dueAtEpochMs: row.state === to ? (changes.dueAtEpochMs ?? null) : lastLookAtEpochMs(next, nowEpochMs),
  };
}
