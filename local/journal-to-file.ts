import { createWriteStream, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

import type { Clock, Journal } from '../functions/domain/ports.ts';
import { jsonJournal } from './engine/json-journal.ts';

const ROTATE_AT_BYTES = 10_000_000;

export interface FileJournal extends Journal {
  readonly path: string;
  close(): Promise<void>;
}

/** Every step as a JSON line in `journal.jsonl` of the data directory; the file before it is kept as `.1`. */
export function openFileJournal(dataDir: string, clock: Clock, alsoTo?: Journal): FileJournal {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, 'journal.jsonl');
  if (existsSync(path) && statSync(path).size > ROTATE_AT_BYTES) renameSync(path, `${path}.1`);
  const file = createWriteStream(path, { flags: 'a', mode: 0o600 });
  const journal = jsonJournal(clock, 'info', (line) => file.write(line));
  return {
    path,
    write: (level, event, fields) => {
      journal.write(level, event, fields);
      alsoTo?.write(level, event, fields);
    },
    close: async () => new Promise((resolve) => file.end(resolve)),
  };
}
