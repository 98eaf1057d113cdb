interface Postponed {
  readonly dueAtEpochMs: number;
  run(): Promise<void>;
}

/** Work that was accepted and is done later by the sandbox's clock: by a timer, or as soon as the clock has been moved. */
export class LateWork {
  #postponed: Postponed[] = [];

  postpone(delayMs: number, nowEpochMs: number, run: () => Promise<void>, reportBug: (error: unknown) => void): void {
    const work = { dueAtEpochMs: nowEpochMs + delayMs, run };
    this.#postponed.push(work);
    setTimeout(() => {
      if (this.#take(work)) run().catch(reportBug);
    }, delayMs).unref();
  }

  /** Does what is due by that time. */
  async catchUp(nowEpochMs: number): Promise<void> {
    for (const work of this.#postponed.filter(({ dueAtEpochMs }) => dueAtEpochMs <= nowEpochMs)) {
      if (this.#take(work)) await work.run();
    }
  }

  clear(): void {
    this.#postponed = [];
  }

  #take(work: Postponed): boolean {
    const waiting = this.#postponed.includes(work);
    this.#postponed = this.#postponed.filter((other) => other !== work);
    return waiting;
  }
}
