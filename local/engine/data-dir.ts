import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { ConfigError } from '../../functions/domain/errors.ts';

/** Where one engine keeps all it knows. */
export interface DataDir {
  readonly path: string;
  /** Log, queues and what the scan has seen: one file, so that one transaction spans them. */
  readonly database: DatabaseSync;
  /** True until `markKnown`: what lies in the drop folder was never looked at. */
  readonly isNew: boolean;
  /** From now on files that appear in the drop folder are drops. */
  markKnown(): void;
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
  const database = openDatabase(path);
  return {
    path,
    database,
    isNew: database.prepare('PRAGMA user_version').get()?.['user_version'] === 0,
    markKnown: () => database.exec('PRAGMA user_version = 1'),
    close: () => {
      database.close();
      lock.close();
    },
  };
}

/** The database of a data directory, without its lock: several processes may read and write, by the log's conditions. */
export function openDatabase(path: string): DatabaseSync {
  const database = new DatabaseSync(join(path, 'pigeonpost.sqlite'));
  // FULL: what a webhook was told is accepted must survive a power cut.
  database.exec('PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  return database;
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
