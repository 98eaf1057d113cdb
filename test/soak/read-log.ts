import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import type { Publication } from '../../functions/domain/publication.ts';
import { openDatabase } from '../../local/engine/data-dir.ts';

/** How many rows there are by the state that people see; an engine may be writing meanwhile. */
export class StateCounter {
  readonly #database: DatabaseSync;

  constructor(dataDir: string) {
    this.#database = new DatabaseSync(join(dataDir, 'pigeonpost.sqlite'), { readOnly: true, timeout: 5000 });
  }

  count(): Readonly<Record<string, number>> {
    const found = this.#database
      .prepare("SELECT state, count(*) AS n FROM items WHERE kind = 'publication' GROUP BY state")
      .all();
    return Object.fromEntries(found.map(({ state, n }) => [String(state), Number(n)]));
  }

  close(): void {
    this.#database.close();
  }
}

/** Every row of the log. */
export function readRows(dataDir: string): readonly Publication[] {
  const database = openDatabase(dataDir);
  try {
    const found = database.prepare("SELECT json FROM items WHERE kind = 'publication' ORDER BY seq").all();
    return found.map(({ json }) => JSON.parse(String(json)) as Publication);
  } finally {
    database.close();
  }
}
