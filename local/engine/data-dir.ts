import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { ConfigError } from '../../functions/domain/errors.ts';

/** Where one engine keeps all it knows. */
export interface DataDir {
  readonly path: string;
  /** Log, queues and what the scan has seen: one file, so that one transaction spans them. */
  readonly database: DatabaseSync;
  /** True when nothing was here before. */
  readonly isNew: boolean;
  close(): void;
}

/**
 * The data directory, made on first use and locked for this process; the lock ends with the process, however it ends.
 *
 * @throws ConfigError when another engine works in it
 */
export function openDataDir(path: string): DataDir {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const lock = takeLock(path);
  const database = new DatabaseSync(join(path, 'pigeonpost.sqlite'));
  // FULL: what a webhook was told is accepted must survive a power cut.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;');
  const isNew = database.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table'").get() === undefined;
  return {
    path,
    database,
    isNew,
    close: () => {
      database.close();
      lock.close();
    },
  };
}

function takeLock(path: string): DatabaseSync {
  const lock = new DatabaseSync(join(path, 'lock.sqlite'));
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;');
    return lock;
  } catch (cause) {
    lock.close();
    throw new ConfigError(`another Pigeonpost works in ${path}; stop it, or choose another --data directory`, {
      cause,
    });
  }
}
