import { closeSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';

import { jsonJournal } from '../functions/adapters/journal/json-journal.ts';
import type { Clock, Journal } from '../functions/domain/ports.ts';

const ROTATE_AT_BYTES = 10_000_000;

export interface FileJournal extends Journal {
  readonly path: string;
  close(): void;
}

interface JournalOptions {
  /** Told of every step too. */
  readonly alsoTo?: Journal | undefined;
  /** @default 10 MB */
  readonly rotateAtBytes?: number;
}

/**
 * Every step as a JSON line in `journal.jsonl` of the data directory; the file before it is kept as `.1`.
 *
 * A line is with the operating system when `write` returns: the id of a post that could not be recorded must survive
 * the end of the process.
 */
export function openFileJournal(dataDir: string, clock: Clock, options: JournalOptions = {}): FileJournal {
  const { alsoTo, rotateAtBytes = ROTATE_AT_BYTES } = options;
  const path = join(dataDir, 'journal.jsonl');
  let file: number | undefined;
  let totalBytes = 0;
  const append = (line: string) => {
    if (totalBytes > rotateAtBytes) close();
    if (file === undefined) ({ file, totalBytes } = openAt(path, rotateAtBytes));
    totalBytes += writeSync(file, line);
  };
  const close = () => {
    if (file !== undefined) closeSync(file);
    file = undefined;
  };
  const journal = jsonJournal(clock, 'info', (line) => {
    try {
      append(line);
    } catch (error) {
      // A full disk must not end the engine; it is told where nothing has to be written.
      alsoTo?.write('error', 'journal-failed', { reason: String(error).slice(0, 300) });
    }
  });
  return {
    path,
    write: (level, event, fields) => {
      journal.write(level, event, fields);
      alsoTo?.write(level, event, fields);
    },
    close,
  };
}

function openAt(path: string, rotateAtBytes: number): { file: number; totalBytes: number } {
  const file = openSync(path, 'a', 0o600);
  const totalBytes = fstatSync(file).size;
  if (totalBytes <= rotateAtBytes) return { file, totalBytes };
  closeSync(file);
  renameSync(path, `${path}.1`);
  return { file: openSync(path, 'a', 0o600), totalBytes: 0 };
}
