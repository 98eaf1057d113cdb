import { FetchFailedError, PigeonpostError } from '../../domain/errors.ts';
import type { FetchDeadline } from './fetch-deadline.ts';

/**
 * What became of a fetch, in our words: never the server's, which may say anything.
 *
 * @param host undefined once its answer was begun
 */
export function fetchErrorOf(error: unknown, deadline: FetchDeadline, host: string | undefined): PigeonpostError {
  deadline.end();
  const { signal } = deadline;
  // undici hands our own reason on, or calls it an abort.
  if (signal.aborted && signal.reason instanceof PigeonpostError) return signal.reason;
  if (error instanceof PigeonpostError) return error;
  if (signal.aborted) return new FetchFailedError('FETCH_TIMEOUT', 'the function had no time left for it');
  const what = host === undefined ? 'the server of the file breaks off' : `${host} cannot be reached`;
  return new FetchFailedError('FETCH_UNAVAILABLE', `${what} (${codeOf(error)})`);
}

function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
