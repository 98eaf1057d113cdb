import type { Clock } from '../functions/domain/ports.ts';

/**
 * So many calls a minute, of which as many may come at once: what API Gateway does with the same number. Kept in memory,
 * for one process.
 */
export class RateLimit {
  readonly #perMinute: number;
  readonly #clock: Clock;
  #left: number;
  #asOfEpochMs: number;

  constructor(perMinute: number, clock: Clock) {
    this.#perMinute = perMinute;
    this.#clock = clock;
    this.#left = perMinute;
    this.#asOfEpochMs = clock();
  }

  /** 0 when the call may be made, which it then counts for; else whole seconds until one may. */
  take(): number {
    const nowEpochMs = this.#clock();
    // A clock that is set back must not stop everything until it has caught up.
    const passedMs = Math.max(0, nowEpochMs - this.#asOfEpochMs);
    this.#left = Math.min(this.#perMinute, this.#left + (passedMs * this.#perMinute) / 60_000);
    this.#asOfEpochMs = nowEpochMs;
    if (this.#left < 1) return Math.ceil(((1 - this.#left) * 60) / this.#perMinute);
    this.#left -= 1;
    return 0;
  }
}
