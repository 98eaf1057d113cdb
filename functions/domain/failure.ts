import { PigeonpostError } from './errors.ts';
import type { Failure } from './publication.ts';

/** What the log keeps and people read of an error; a bug of ours gets a code of its own. */
export function failureOf(error: unknown): Failure {
  if (error instanceof PigeonpostError) {
    const { code, message, advice } = error;
    return advice === undefined ? { code, message } : { code, message, advice };
  }
  return {
    code: 'INTERNAL',
    message: `unexpected ${error instanceof Error ? error.name : typeof error}`,
    advice: 'This is a fault of Pigeonpost: the journal has the details. Send it again with redrive.',
  };
}
