import { AsyncLocalStorage } from 'node:async_hooks';

import type { Journal } from './ports.ts';

/** What a line is about: the row, by the one id it has from its trigger to X, and its account. */
export interface Correlation {
  readonly id: string;
  readonly account: string;
}

const current = new AsyncLocalStorage<Correlation>();

/** What `work` gives; every line that it writes to a correlated journal says what it is about. */
export async function correlate<Value>({ id, account }: Correlation, work: () => Promise<Value>): Promise<Value> {
  return current.run({ id, account }, work);
}

/** The journal with `id` and `account` in every line that is written for a row; what a line says itself counts more. */
export function correlatedJournal(journal: Journal): Journal {
  return {
    write: (level, event, fields = {}) => journal.write(level, event, { ...current.getStore(), ...fields }),
  };
}
