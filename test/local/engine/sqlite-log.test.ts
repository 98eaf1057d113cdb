import { expect, it } from 'vitest';

import { FETCH_LANE } from '../../../functions/domain/lane-of.ts';
import { newPublication } from '../../../functions/domain/new-publication.ts';
import { openDatabase } from '../../../local/engine/data-dir.ts';
import { SqliteLog } from '../../../local/engine/sqlite-log.ts';
import { temporaryFolder } from './temporary-folder.ts';

it('forgets claims and marks whose time is over, and those only', async () => {
  const database = openDatabase(temporaryFolder());
  const log = new SqliteLog(database);
  const mark = { kind: 'mark', version: 1, publicationId: 'a', atEpochMs: 0 } as const;
  await log.transact([
    { ...mark, id: 'nonce/over', expiresAtEpochSeconds: 99 },
    { ...mark, id: 'nonce/good', expiresAtEpochSeconds: 100 },
    { ...mark, id: 'content/main/kept' },
    { kind: 'claim', version: 1, publicationId: 'a', id: 'claim/7', expiresAtEpochSeconds: 99 },
  ]);
  log.forgetExpired(100);
  expect(await log.mark('nonce/over')).toBeUndefined();
  expect(await log.claimOf('7')).toBeUndefined();
  expect(await log.mark('nonce/good')).toBeDefined();
  expect(await log.mark('content/main/kept')).toBeDefined();
  database.close();
});

it('finds what is due in a log that was written before there were lanes', async () => {
  const database = openDatabase(temporaryFolder());
  const row = newPublication(
    { id: 'a', source: 'webhook', label: 'cms', account: 'main', fingerprint: 'f', state: 'RECEIVED', dueAtEpochMs: 5 },
    5,
  );
  database.exec(`
    CREATE TABLE items (id TEXT PRIMARY KEY, seq INTEGER NOT NULL, kind TEXT NOT NULL, version INTEGER NOT NULL,
      account TEXT, state TEXT, source TEXT, due_at INTEGER, json TEXT NOT NULL) STRICT;
    CREATE INDEX due ON items (account, due_at) WHERE due_at IS NOT NULL`);
  database
    .prepare("INSERT INTO items VALUES ('a', 1, 'publication', 1, 'main', 'queued', 'webhook', 5, ?)")
    .run(JSON.stringify(row));
  const log = new SqliteLog(database);
  expect(await log.dueAccounts(5)).toEqual(['main']);
  expect(await log.dueRows('main', 5, 9)).toEqual([row]);
  expect(() => new SqliteLog(database)).not.toThrow();
  database.close();
});

it('gives back at its start what a process before it was fetching, and nothing that waits for its server', async () => {
  const database = openDatabase(temporaryFolder());
  const log = new SqliteLog(database);
  const common = { source: 'webhook', label: 'cms', account: 'main', fingerprint: 'f', state: 'FETCHING' } as const;
  const failure = { code: 'FETCH_UNAVAILABLE', message: 'it answers 503' };
  await log.transact([newPublication({ ...common, id: 'held', dueAtEpochMs: 9_000 }, 5)]);
  await log.transact([newPublication({ ...common, id: 'waiting', dueAtEpochMs: 9_000, failure }, 6)]);
  log.voidLeases();
  expect((await log.dueRows(FETCH_LANE, 10, 9)).map(({ id }) => id)).toEqual(['held']);
  expect((await log.dueRows(FETCH_LANE, 9_000, 9)).map(({ id }) => id)).toEqual(['held', 'waiting']);
  database.close();
});
