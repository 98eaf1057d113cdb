import { RejectedTriggerError } from './errors.ts';
import type { FieldFault } from './x-account.ts';

/** More than these help nobody, and an answer must not grow with what a stranger sent. */
const MOST_FAULTS = 50;

/** The refusal of a post for its fields. It has the faults' code where they share one, else `SCHEMA`. */
export function fieldsRefused(faults: readonly FieldFault[], advice?: string): RejectedTriggerError {
  const codes = new Set(faults.map((fault) => fault.code));
  const [first] = faults;
  const code = codes.size === 1 && first !== undefined ? first.code : 'SCHEMA';
  const shown = faults.slice(0, MOST_FAULTS);
  const lines = shown.map(({ path, message }) => `${path === '' ? 'the post' : path}: ${message}`);
  return new RejectedTriggerError(code, lines.join('\n'), {
    faults: shown,
    ...(advice === undefined ? {} : { advice }),
  });
}
