import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { ConfigError } from '../../functions/domain/errors.ts';

/** SQLite's result code for a file that another process has locked. */
const SQLITE_BUSY = 5;
/** Longer than anybody looks whether the directory is in use, which takes the lock for a moment. */
const LOOK_MS = 250;

/** Where one engine keeps all it knows. */
export interface DataDir {
  readonly path: string;
  /** Log, queues and what the scan has seen: one file, so that one transaction spans them. */
  readonly database: DatabaseSync;
  close(): void;
}

/**
 * The data directory, made on first use and locked for this process; the lock ends with the process, however it ends.
 *
 * @throws ConfigError when another engine works in it, or it cannot be used
 */
export function openDataDir(path: string): DataDir {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    const lock = takeLock(path);
    const database = openDatabase(path);
    return {
      path,
      database,
      close: () => {
        database.close();
        lock.close();
      },
    };
  } catch (cause) {
    if (isBusy(cause)) {
      const message = `another Pigeonpost works in ${path}; stop it, or choose another --data directory`;
      throw new ConfigError(message, { cause });
    }
    throw new ConfigError(`the data directory ${path} cannot be used: ${(cause as Error).message}`, { cause });
  }
}

/** The database of a data directory, without its lock: several processes may read and write, by the log's conditions. */
export function openDatabase(path: string): DatabaseSync {
  const database = new DatabaseSync(join(path, 'pigeonpost.sqlite'));
  // FULL: what a webhook was told is accepted must survive a power cut.
  database.exec('PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  return database;
}

/** Whether an engine works in that directory at this moment. */
export function isInUse(path: string): boolean {
  const file = join(path, 'lock.sqlite');
  if (!existsSync(file)) return false;
  const lock = new DatabaseSync(file, { readOnly: true });
  try {
    lock.prepare('SELECT 1 FROM sqlite_master').get();
    return false;
  } catch (error) {
    if (isBusy(error)) return true;
    throw error;
  } finally {
    lock.close();
  }
}

function takeLock(path: string): DatabaseSync {
  const lock = new DatabaseSync(join(path, 'lock.sqlite'), { timeout: LOOK_MS });
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;');
    return lock;
  } catch (error) {
    lock.close();
    throw error;
  }
}

function isBusy(error: unknown): boolean {
  return (error as { errcode?: unknown } | undefined)?.errcode === SQLITE_BUSY;
}
