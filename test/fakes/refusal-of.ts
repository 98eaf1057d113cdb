import { PigeonpostError } from '../../functions/domain/errors.ts';

/** The code with which an attempt is refused, or `accepted`. */
export function refusalOf(attempt: () => unknown): string {
  try {
    attempt();
  } catch (error) {
    if (error instanceof PigeonpostError) return error.code;
    throw error;
  }
  return 'accepted';
}
