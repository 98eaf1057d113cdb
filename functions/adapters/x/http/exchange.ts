import { setImmediate } from 'node:timers/promises';

import type { Dispatcher } from 'undici';

import { TransportError, transportErrorOf } from './transport-error.ts';

/** X's longest answers, a page of 200 posts, stay far below. */
const MAX_ANSWER_BYTES = 8 * 1_048_576;

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Bytes of known length, or a stream whose length `content-length` tells. */
  readonly body: Uint8Array | AsyncIterable<Uint8Array> | null;
  readonly deadlines: Deadlines;
  readonly signal: AbortSignal | undefined;
}

/** Milliseconds. `idle` runs between two signs of life, `total` over the whole exchange. */
export interface Deadlines {
  readonly idleMs: number;
  readonly totalMs: number;
}

export interface HttpReply {
  readonly status: number;
  /** Names in lower case; the last value where one is repeated. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/**
 * The whole answer to one request, sent once: no redirect is followed, nothing is repeated.
 *
 * @throws TransportError which tells whether any byte was sent
 * @throws PigeonpostError as the body threw it
 */
export async function exchange(pool: Dispatcher, request: HttpRequest): Promise<HttpReply> {
  const { promise, resolve, reject } = Promise.withResolvers<HttpReply>();
  const handler = new Exchange(resolve, reject);
  const timer = setTimeout(() => {
    handler.stop('DEADLINE', `no whole answer within ${request.deadlines.totalMs / 1000} s`);
  }, request.deadlines.totalMs);
  const interrupt = (): void => handler.stop('ABORTED', 'the call was interrupted');
  request.signal?.addEventListener('abort', interrupt, { once: true });
  try {
    if (request.signal?.aborted === true) interrupt();
    else pool.dispatch(dispatchOptions(request), handler);
    const reply = await promise;
    // One turn later undici has freed the connection; before that, the next call would open a second one.
    await setImmediate();
    return reply;
  } finally {
    clearTimeout(timer);
    request.signal?.removeEventListener('abort', interrupt);
  }
}

function dispatchOptions({ method, url, headers, body, deadlines }: HttpRequest): Dispatcher.DispatchOptions {
  return {
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    method,
    headers: { ...headers },
    // The declaration leaves async iterables out, which undici takes (core/request.js).
    body: body as Exclude<Dispatcher.DispatchOptions['body'], undefined>,
    headersTimeout: deadlines.idleMs,
    bodyTimeout: deadlines.idleMs,
  };
}

/** Collects the answer; knows whether undici began to write the request. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #resolve: (reply: HttpReply) => void;
  readonly #reject: (error: Error) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #stopped: TransportError | undefined;
  #status = 0;
  #headers: Record<string, string> = {};
  #chunks: Buffer[] = [];
  #receivedBytes = 0;

  constructor(resolve: (reply: HttpReply) => void, reject: (error: Error) => void) {
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /** Ends the exchange now; a request that still waits for its connection is never written. */
  stop(code: string, message: string): void {
    this.#stopped ??= new TransportError(code, message, this.#controller !== undefined);
    this.#reject(this.#stopped);
    this.#controller?.abort(this.#stopped);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#stopped !== undefined) return controller.abort(this.#stopped);
    this.#controller = controller;
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: object): void {
    this.#status = status;
    this.#headers = {};
    for (const [name, value] of Object.entries(headers)) {
      this.#headers[name.toLowerCase()] = String(Array.isArray(value) ? value.at(-1) : value);
    }
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#receivedBytes += chunk.length;
    if (this.#receivedBytes > MAX_ANSWER_BYTES) return this.stop('ANSWER_TOO_LARGE', 'the answer does not end');
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#resolve({ status: this.#status, headers: this.#headers, body: Buffer.concat(this.#chunks) });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#reject(this.#stopped ?? transportErrorOf(error, this.#controller !== undefined));
  }
}
