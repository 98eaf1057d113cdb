import type { DatabaseSync } from 'node:sqlite';

import { jsonJournal } from '../../functions/adapters/journal/json-journal.ts';
import { DROP_BUCKET, DropScanner } from '../../local/engine/drop-scanner.ts';
import type { FoundFile } from '../../local/engine/list-files.ts';
import type { SeenFiles } from '../../local/engine/seen-files.ts';
import { SqliteQueue } from '../../local/engine/sqlite-queue.ts';
import type { DropSource } from '../../local/find-backfill.ts';

/** The drop folder; notices go to the queue of whatever engine works there. */
export function folderDrops(database: DatabaseSync, folder: string, seen: SeenFiles): DropSource {
  const journal = jsonJournal(Date.now, 'warn', (line) => process.stderr.write(line));
  const intake = new SqliteQueue(database, 'intake', Date.now);
  // Never started: it only lists and announces.
  const scanner = new DropScanner({ folder, seen, clock: Date.now, journal, send: (body) => intake.send(body) });
  let found: ReadonlyMap<string, FoundFile> = new Map();
  return {
    bucket: DROP_BUCKET,
    files: async () => {
      const files = await scanner.files();
      found = new Map(files.map((file) => [file.key, file]));
      return files;
    },
    isKnown: ({ key }) => {
      const file = found.get(key);
      return file !== undefined && scanner.isKnown(file);
    },
    announce: async ({ key }) => {
      const file = found.get(key);
      return file !== undefined && scanner.announce(file);
    },
  };
}
