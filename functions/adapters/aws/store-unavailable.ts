import { PigeonpostError, StoreUnavailableError } from '../../domain/errors.ts';

/** What the SDK throws, as far as it is read here. */
interface SdkError {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
}

/**
 * What the work gives.
 *
 * @param what as in `the publication log`
 * @throws StoreUnavailableError for whatever AWS or the network answers instead: throttling, 5xx, a missing grant;
 *   errors of our own pass as they are
 */
export async function answering<Value>(what: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof PigeonpostError) throw cause;
    throw unavailable(what, cause);
  }
}

/** Names the fault and the request, which is what AWS's support asks for; never AWS's own sentence, which may quote data. */
export function unavailable(what: string, cause: unknown): StoreUnavailableError {
  const { name, code, $metadata = {} }: SdkError = typeof cause === 'object' && cause !== null ? cause : {};
  const { httpStatusCode, requestId } = $metadata;
  const word = [name, code].find((one) => typeof one === 'string' && one !== '' && one !== 'Error');
  const detail = [
    typeof word === 'string' ? word : 'no answer',
    ...(httpStatusCode === undefined ? [] : [`HTTP ${httpStatusCode}`]),
    ...(requestId === undefined ? [] : [`request ${requestId}`]),
  ].join(', ');
  return new StoreUnavailableError(`${what} does not answer (${detail})`, { cause });
}
