import type { DatabaseSync, StatementSync } from 'node:sqlite';

import { StoreUnavailableError } from '../../functions/domain/errors.ts';
import { FETCH_LANE, laneOf } from '../../functions/domain/lane-of.ts';
import { openGate } from '../../functions/domain/open-gate.ts';
import type { LogFilter, PublicationLog } from '../../functions/domain/ports.ts';
import { publicStates } from '../../functions/domain/publication-state.ts';
import type { AccountGate, ContentMark, LogItem, PostClaim, Publication } from '../../functions/domain/publication.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS items (
    id TEXT PRIMARY KEY,
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    version INTEGER NOT NULL,
    account TEXT,
    state TEXT,
    source TEXT,
    due_at INTEGER,
    json TEXT NOT NULL,
    lane TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS newest ON items (seq);
`;
/** Under it a row waits for its time; a log from before there were lanes gets them. */
const LANES = `
  DROP INDEX IF EXISTS due;
  CREATE INDEX IF NOT EXISTS due_in_lane ON items (lane, due_at) WHERE due_at IS NOT NULL;
`;

/** The publication log in one SQLite table: rows as JSON, with columns for what is searched. */
export class SqliteLog implements PublicationLog {
  readonly #database: DatabaseSync;
  readonly #onWrite: () => void;
  readonly #select: StatementSync;
  readonly #versionOf: StatementSync;
  readonly #upsert: StatementSync;

  /** @param onWrite called after each transaction: something may have become due */
  constructor(database: DatabaseSync, onWrite: () => void = () => undefined) {
    openTables(database);
    this.#database = database;
    this.#onWrite = onWrite;
    this.#select = database.prepare('SELECT json FROM items WHERE id = ?');
    this.#versionOf = database.prepare('SELECT version FROM items WHERE id = ?');
    this.#upsert = database.prepare(`
      INSERT INTO items (id, seq, kind, version, account, state, source, due_at, json, lane)
      VALUES (?, (SELECT coalesce(max(seq), 0) + 1 FROM items), ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET
        version = excluded.version, state = excluded.state, due_at = excluded.due_at, json = excluded.json,
        lane = excluded.lane`);
  }

  publication(id: string): Promise<Publication | undefined> {
    return this.#answer(() => this.#get(id) as Publication | undefined);
  }

  gate(account: string): Promise<AccountGate> {
    const open = openGate(account);
    // Spread over what an item of an earlier version does not know.
    return this.#answer(() => ({ ...open, ...(this.#get(open.id) as AccountGate | undefined) }));
  }

  claimOf(postId: string): Promise<string | undefined> {
    return this.#answer(() => (this.#get(`claim/${postId}`) as PostClaim | undefined)?.publicationId);
  }

  mark(id: string): Promise<ContentMark | undefined> {
    return this.#answer(() => this.#get(id) as ContentMark | undefined);
  }

  transact(writes: readonly LogItem[]): Promise<'done' | 'conflict'> {
    return this.#answer(() => {
      const outcome = this.#inTransaction(writes);
      if (outcome === 'done') this.#onWrite();
      return outcome;
    });
  }

  dueRows(lane: string, nowEpochMs: number, limit: number): Promise<readonly Publication[]> {
    return this.#answer(() => this.#rows('lane = ? AND due_at <= ? ORDER BY seq LIMIT ?', lane, nowEpochMs, limit));
  }

  dueAccounts(nowEpochMs: number): Promise<readonly string[]> {
    return this.#answer(() => {
      const found = this.#database.prepare('SELECT DISTINCT lane FROM items WHERE due_at <= ?').all(nowEpochMs);
      return found.map(({ lane }) => String(lane));
    });
  }

  list(filter: LogFilter): Promise<readonly Publication[]> {
    return this.#answer(() => {
      const { where, values } = conditionsOf(filter);
      return this.#rows(`${where} ORDER BY seq DESC LIMIT ?`, ...values, filter.limit);
    });
  }

  /** The next moment after `nowEpochMs` at which a row becomes due; undefined when none does. */
  nextDueAfter(nowEpochMs: number): number | undefined {
    const found = this.#database.prepare('SELECT min(due_at) AS due FROM items WHERE due_at > ?').get(nowEpochMs);
    return typeof found?.['due'] === 'number' ? found['due'] : undefined;
  }

  /** Drops claims and marks that nobody asks for any more. */
  forgetExpired(nowEpochSeconds: number): void {
    const expired = "kind IN ('claim', 'mark') AND json_extract(json, '$.expiresAtEpochSeconds') < ?";
    this.#database.prepare(`DELETE FROM items WHERE ${expired}`).run(nowEpochSeconds);
  }

  /** Leases found at start belong to a process that is gone: this one holds the directory's lock. */
  voidLeases(): void {
    const found = this.#database.prepare("SELECT json FROM items WHERE kind = 'account'").all();
    for (const { json } of found) {
      const gate = JSON.parse(String(json)) as AccountGate;
      if (gate.lease !== null) this.#inTransaction([{ ...gate, version: gate.version + 1, lease: null }]);
    }
    // A row that is being fetched is held by its own time; one that waits for its server says why.
    for (const row of this.#rows('lane = ?', FETCH_LANE)) {
      if (row.failure !== null) continue;
      this.#inTransaction([{ ...row, version: row.version + 1, dueAtEpochMs: row.updatedAtEpochMs }]);
    }
  }

  #inTransaction(writes: readonly LogItem[]): 'done' | 'conflict' {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const isAsExpected = writes.every(
        (item) => (this.#versionOf.get(item.id)?.['version'] ?? 0) === item.version - 1,
      );
      if (isAsExpected) for (const item of writes) this.#write(item);
      this.#database.exec(isAsExpected ? 'COMMIT' : 'ROLLBACK');
      return isAsExpected ? 'done' : 'conflict';
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  #write(item: LogItem): void {
    const row = item.kind === 'publication' ? item : undefined;
    const account = item.kind === 'publication' || item.kind === 'account' ? item.account : null;
    const state = row === undefined ? null : publicStates[row.state];
    const due = row?.dueAtEpochMs ?? null;
    const lane = row === undefined ? null : laneOf(row);
    const json = JSON.stringify(item);
    this.#upsert.run(item.id, item.kind, item.version, account, state, row?.source ?? null, due, json, lane);
  }

  /** Ids tell kinds apart, so the caller knows what he asked for. */
  #get(id: string): unknown {
    const found = this.#select.get(id);
    return found === undefined ? undefined : JSON.parse(String(found['json']));
  }

  #rows(where: string, ...values: readonly (string | number)[]): readonly Publication[] {
    const found = this.#database
      .prepare(`SELECT json FROM items WHERE kind = 'publication' AND ${where}`)
      .all(...values);
    return found.map(({ json }) => JSON.parse(String(json)) as Publication);
  }

  async #answer<Value>(work: () => Value): Promise<Value> {
    try {
      return work();
    } catch (cause) {
      throw new StoreUnavailableError('the publication log does not answer', { cause });
    }
  }
}

function openTables(database: DatabaseSync): void {
  database.exec(SCHEMA);
  const columns = database.prepare('PRAGMA table_info(items)').all();
  if (!columns.some(({ name }) => name === 'lane')) {
    database.exec("ALTER TABLE items ADD COLUMN lane TEXT; UPDATE items SET lane = account WHERE kind = 'publication'");
  }
  database.exec(LANES);
}

function conditionsOf(filter: LogFilter): { where: string; values: readonly string[] } {
  const conditions = ['1'];
  const values: string[] = [];
  for (const column of ['account', 'state', 'source'] as const) {
    const wanted = filter[column];
    if (wanted === undefined) continue;
    conditions.push(`${column} = ?`);
    values.push(wanted);
  }
  if (filter.after !== undefined) {
    conditions.push('seq < (SELECT seq FROM items WHERE id = ?)');
    values.push(filter.after);
  }
  return { where: conditions.join(' AND '), values };
}
