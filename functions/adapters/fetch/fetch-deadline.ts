import { FetchFailedError } from '../../domain/errors.ts';

/** Milliseconds, and bytes a second. */
export interface FetchLimits {
  /** Until the head of the last answer is there: names, connections and redirects included. */
  readonly headMs: number;
  /** Between two pieces of the body. */
  readonly idleMs: number;
  /** All in all. */
  readonly totalMs: number;
  /** How fast a body has to be after `headMs`, on the whole: who drips holds us up. */
  readonly minBytesPerSecond: number;
}

/** X's largest video in the total: 512 MB at 2.2 MB/s. */
const standardLimits: FetchLimits = { headMs: 20_000, idleMs: 20_000, totalMs: 240_000, minBytesPerSecond: 16_384 };

/** Ends a fetch that takes too long at anything, by its signal. */
export class FetchDeadline {
  readonly signal: AbortSignal;
  readonly #limits: FetchLimits;
  readonly #controller = new AbortController();
  readonly #totalTimer: NodeJS.Timeout;
  #timer: NodeJS.Timeout;
  #receivedBytes = 0;
  #waitedMs = 0;
  #waitingSinceMs = 0;

  /** @param outer ends it too */
  constructor(limits: Partial<FetchLimits> = {}, outer?: AbortSignal) {
    this.#limits = { ...standardLimits, ...limits };
    const { headMs, totalMs } = this.#limits;
    this.signal = outer === undefined ? this.#controller.signal : AbortSignal.any([this.#controller.signal, outer]);
    this.#totalTimer = setTimeout(() => this.#stop(`is not done within ${totalMs / 1000} s`), totalMs);
    this.#timer = setTimeout(() => this.#stop(`does not answer within ${headMs / 1000} s`), headMs);
  }

  /** What the work gives, unless the time is over before: a resolver, for one, hears of no signal. */
  async within<Value>(work: Promise<Value>): Promise<Value> {
    const { promise, reject } = Promise.withResolvers<never>();
    const end = (): void => reject(this.signal.reason);
    this.signal.addEventListener('abort', end, { once: true });
    if (this.signal.aborted) end();
    try {
      return await Promise.race([work, promise]);
    } finally {
      this.signal.removeEventListener('abort', end);
      // Whoever loses the race is heard by nobody.
      work.catch(() => undefined);
    }
  }

  /** From here on pieces are counted. */
  beginBody(): void {
    this.rest();
  }

  /** To be told of each piece. */
  count(bytes: number): void {
    clearTimeout(this.#timer);
    this.#receivedBytes += bytes;
    this.#waitedMs += performance.now() - this.#waitingSinceMs;
    const { headMs, minBytesPerSecond } = this.#limits;
    if (this.#waitedMs <= headMs) return;
    const perSecond = Math.round((this.#receivedBytes * 1000) / this.#waitedMs);
    if (perSecond >= minBytesPerSecond) return;
    this.#stop(`sends ${perSecond} bytes a second`);
    throw this.signal.reason;
  }

  /** The next piece is waited for from now on. */
  rest(): void {
    clearTimeout(this.#timer);
    this.#waitingSinceMs = performance.now();
    const { idleMs } = this.#limits;
    this.#timer = setTimeout(() => this.#stop(`is silent for ${idleMs / 1000} s`), idleMs);
  }

  end(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#totalTimer);
  }

  #stop(what: string): void {
    this.end();
    this.#controller.abort(new FetchFailedError('FETCH_TIMEOUT', `the server of the file ${what}`));
  }
}
