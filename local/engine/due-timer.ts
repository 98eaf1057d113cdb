import type { Clock } from '../../functions/domain/ports.ts';

const SWEEP_EVERY_MS = 60_000;

export interface DueTimerOptions {
  readonly clock: Clock;
  /** The next moment after the given one at which a row becomes due. */
  readonly nextDueAfter: (epochMs: number) => number | undefined;
  readonly sweep: () => Promise<void>;
}

/** Calls the sweep every minute, as the schedule does on AWS, and besides at the very moment a row becomes due. */
export class DueTimer {
  readonly #options: DueTimerOptions;
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;
  #running: Promise<void> = Promise.resolve();
  #sweptAtEpochMs = 0;

  constructor(options: DueTimerOptions) {
    this.#options = options;
  }

  /** Call when the log was written: what is due next may have changed. */
  plan(): void {
    if (this.#isStopped) return;
    const nowEpochMs = this.#options.clock();
    // What became due since the last sweep is still owed one.
    const due = this.#options.nextDueAfter(this.#sweptAtEpochMs) ?? Infinity;
    const at = Math.min(due, this.#sweptAtEpochMs + SWEEP_EVERY_MS);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#sweep(), Math.max(at - nowEpochMs, 0));
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #sweep(): void {
    this.#sweptAtEpochMs = this.#options.clock();
    this.#running = this.#options.sweep().finally(() => this.plan());
  }
}
