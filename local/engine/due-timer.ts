import type { Clock, Journal } from '../../functions/domain/ports.ts';

const SWEEP_EVERY_MS = 60_000;

export interface DueTimerOptions {
  readonly clock: Clock;
  /** The next moment after the given one at which a row becomes due. */
  readonly nextDueAfter: (epochMs: number) => number | undefined;
  readonly sweep: () => Promise<void>;
  readonly journal: Journal;
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
    const delayMs = this.#nextSweepAt() - this.#options.clock();
    clearTimeout(this.#timer);
    // Never longer than a minute: the clock may have been set back since the last sweep.
    this.#timer = setTimeout(() => this.#sweep(), Math.min(Math.max(delayMs, 0), SWEEP_EVERY_MS));
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #nextSweepAt(): number {
    const latest = this.#sweptAtEpochMs + SWEEP_EVERY_MS;
    try {
      // What became due since the last sweep is still owed one.
      return Math.min(this.#options.nextDueAfter(this.#sweptAtEpochMs) ?? latest, latest);
    } catch (error) {
      this.#tell(error);
      return latest;
    }
  }

  #sweep(): void {
    this.#sweptAtEpochMs = this.#options.clock();
    this.#running = this.#options
      .sweep()
      .catch((error: unknown) => this.#tell(error))
      .finally(() => this.plan());
  }

  #tell(error: unknown): void {
    this.#options.journal.write('error', 'sweep-failed', { reason: String(error).slice(0, 300) });
  }
}
