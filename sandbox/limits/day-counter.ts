import type { Journal } from '../state/journal.ts';

export const DAY_MS = 24 * 60 * 60 * 1000;

interface Window {
  readonly startedAtEpochMs: number;
  readonly used: number;
}

export interface DayCount {
  readonly used: number;
  /** When the count begins anew. */
  readonly resetsAtEpochMs: number;
}

/** Counts something for an account: a window begins with the first and ends 24 hours later. */
export class DayCounter {
  readonly #journal: Journal;
  readonly #table: string;
  readonly #windows = new Map<string, Window>();

  constructor(journal: Journal, name: string) {
    this.#journal = journal;
    this.#table = `day-counter ${name}`;
    for (const { key, value } of journal.load(this.#table)) this.#windows.set(key, value as Window);
  }

  read(userId: string, nowEpochMs: number): DayCount {
    const window = this.#window(userId, nowEpochMs);
    return { used: window.used, resetsAtEpochMs: window.startedAtEpochMs + DAY_MS };
  }

  add(userId: string, nowEpochMs: number, amount = 1): void {
    const { startedAtEpochMs, used } = this.#window(userId, nowEpochMs);
    const window = { startedAtEpochMs, used: used + amount };
    this.#windows.set(userId, window);
    this.#journal.put(this.#table, userId, window);
  }

  clear(): void {
    this.#windows.clear();
  }

  #window(userId: string, nowEpochMs: number): Window {
    const window = this.#windows.get(userId);
    const running = window !== undefined && Math.abs(nowEpochMs - window.startedAtEpochMs) < DAY_MS;
    return running ? window : { startedAtEpochMs: nowEpochMs, used: 0 };
  }
}
