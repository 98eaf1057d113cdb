import { assertTransition, isFinal, type LogState } from './publication-state.ts';
import type { Publication } from './publication.ts';

type Changes = Partial<Omit<Publication, 'kind' | 'id' | 'version' | 'state' | 'updatedAtEpochMs'>>;

/**
 * The row one step further, ready to be written: next version, new state, and no due time once it is final.
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
  return isFinal(to) || to === 'NEEDS_HUMAN' ? { ...next, dueAtEpochMs: null } : next;
}
