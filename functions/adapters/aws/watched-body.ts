import type { Readable } from 'node:stream';

import { unavailable } from './store-unavailable.ts';

/** Far beyond what S3 ever pauses in the middle of a body. */
const SILENCE_MS = 15_000;

export interface WatchOptions {
  /** As in `the drop bucket`. */
  readonly what: string;
  readonly signal?: AbortSignal | undefined;
  /** @default 15 s */
  readonly silenceMs?: number;
}

/**
 * The pieces of a body. Only the time that the reader waits for the store counts as silence: a reader that takes its
 * time, since X does, must not lose the connection for it.
 *
 * @throws StoreUnavailableError when the body breaks off or stays silent; the signal's reason once that is given
 */
export async function* watchedBody(body: Readable, options: WatchOptions): AsyncGenerator<Uint8Array> {
  const { what, signal, silenceMs = SILENCE_MS } = options;
  const expect = () => setTimeout(() => body.destroy(silence(silenceMs)), silenceMs);
  let timer = expect();
  try {
    for await (const piece of body) {
      clearTimeout(timer);
      yield piece as Uint8Array;
      timer = expect();
    }
  } catch (cause) {
    signal?.throwIfAborted();
    throw unavailable(what, cause);
  } finally {
    clearTimeout(timer);
  }
}

function silence(milliseconds: number): Error {
  return Object.assign(new Error(`no byte came within ${milliseconds} ms`), { name: 'TimeoutError' });
}
