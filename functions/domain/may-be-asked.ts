import { transitions, type LogState } from './publication-state.ts';
import type { Publication } from './publication.ts';

// What a person may ask of a row as it stands. The use cases refuse the rest, and a page offers none of it.

const failed: readonly LogState[] = ['REJECTED', 'REJECTED_DUPLICATE', 'EXPIRED'];
const unsettled: readonly LogState[] = ['NEEDS_HUMAN', 'AMBIGUOUS', 'RECONCILING'];

/** Whether it can still be called off: before the call to X may be out. */
export function mayCancel({ state }: Publication): boolean {
  const allowed: readonly LogState[] = transitions[state];
  return state !== 'CANCELLED' && allowed.includes('CANCELLED');
}

/** Whether it has failed or expired. */
export function hasFailed({ state }: Publication): boolean {
  return failed.includes(state);
}

/** Whether it has failed and there is something to send again; what could not be read has to come from its source. */
export function mayRedrive(row: Publication): boolean {
  return hasFailed(row) && (row.post !== null || row.drop !== null);
}

/** Whether a person may say what became of it: its outcome is unknown. */
export function maySettle({ state }: Publication): boolean {
  return unsettled.includes(state);
}
