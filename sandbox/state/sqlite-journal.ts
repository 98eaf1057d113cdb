import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import type { Journal } from './journal.ts';

const SCHEMA = `
  PRAGMA locking_mode = EXCLUSIVE;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  CREATE TABLE IF NOT EXISTS kept (tbl TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (tbl, key)) WITHOUT ROWID;
`;

/**
 * A journal in `sandbox.sqlite` in that folder, which is made when missing. What was flushed survives SIGKILL.
 * @throws Error when another process has the folder
 */
export function openSqliteJournal(dataDir: string): Journal {
  const database = openDatabase(dataDir);
  const insert = database.prepare('INSERT OR REPLACE INTO kept (tbl, key, value) VALUES (?, ?, ?)');
  const remove = database.prepare('DELETE FROM kept WHERE tbl = ? AND key = ?');
  const select = database.prepare('SELECT key, value FROM kept WHERE tbl = ? ORDER BY key');
  let waiting: (() => void)[] = [];
  return {
    put: (table, key, value) => {
      const text = JSON.stringify(value);
      waiting.push(() => insert.run(table, key, text));
    },
    delete: (table, key) => waiting.push(() => remove.run(table, key)),
    clear: () => {
      waiting = [() => database.exec('DELETE FROM kept')];
    },
    load: (table) =>
      select.all(table).map((row) => ({ key: String(row['key']), value: JSON.parse(String(row['value'])) as unknown })),
    flush: () => {
      if (waiting.length === 0) return;
      const writes = waiting;
      waiting = [];
      commit(database, writes);
    },
    close: () => database.close(),
  };
}

function openDatabase(dataDir: string): DatabaseSync {
  mkdirSync(dataDir, { recursive: true });
  const database = new DatabaseSync(join(dataDir, 'sandbox.sqlite'));
  try {
    database.exec(SCHEMA);
    return database;
  } catch (cause) {
    database.close();
    const locked = cause instanceof Error && cause.message.includes('locked');
    throw locked
      ? new Error(`${dataDir} is used by another sandbox; choose another folder with --data`, { cause })
      : cause;
  }
}

function commit(database: DatabaseSync, writes: readonly (() => void)[]): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    for (const write of writes) write();
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}
