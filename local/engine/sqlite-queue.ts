import type { DatabaseSync } from 'node:sqlite';

import type { Clock } from '../../functions/domain/ports.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    queue TEXT NOT NULL,
    body TEXT NOT NULL,
    visible_at INTEGER NOT NULL,
    receive_count INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX IF NOT EXISTS waiting ON messages (queue, visible_at);
`;

/** After this many failed deliveries a message goes to `<queue>-dead`, as SQS does with `maxReceiveCount`. */
const MAX_RECEIVE_COUNT = 8;

export interface QueueMessage {
  readonly id: string;
  readonly body: string;
  readonly receiveCount: number;
}

/** A queue with SQS's promise: at least once, invisible while somebody works on a message. */
export class SqliteQueue {
  readonly #database: DatabaseSync;
  readonly #name: string;
  readonly #clock: Clock;
  readonly #onSend: () => void;

  constructor(database: DatabaseSync, name: string, clock: Clock, onSend: () => void = () => undefined) {
    database.exec(SCHEMA);
    this.#database = database;
    this.#name = name;
    this.#clock = clock;
    this.#onSend = onSend;
  }

  /** Shows what was in hand when the process before this one ended; only for the holder of the directory's lock. */
  reclaim(): void {
    this.#database.prepare('UPDATE messages SET visible_at = 0 WHERE queue = ? AND receive_count > 0').run(this.#name);
  }

  send(body: string, delayMs = 0): void {
    this.#database
      .prepare('INSERT INTO messages (queue, body, visible_at) VALUES (?, ?, ?)')
      .run(this.#name, body, this.#clock() + delayMs);
    this.#onSend();
  }

  /** Sends unless the same body waits already and shows itself no later. */
  sendOnce(body: string, delayMs = 0): void {
    const waits = this.#database
      .prepare('SELECT 1 FROM messages WHERE queue = ? AND body = ? AND receive_count = 0 AND visible_at <= ?')
      .get(this.#name, body, this.#clock() + delayMs);
    if (waits === undefined) this.send(body, delayMs);
  }

  /** The oldest visible messages, invisible to others for `visibilityMs`. */
  receive(limit: number, visibilityMs: number): readonly QueueMessage[] {
    const nowEpochMs = this.#clock();
    const found = this.#database
      .prepare(
        `UPDATE messages SET visible_at = ?, receive_count = receive_count + 1 WHERE id IN (
           SELECT id FROM messages WHERE queue = ? AND visible_at <= ? ORDER BY id LIMIT ?
         ) RETURNING id, body, receive_count AS receiveCount`,
      )
      .all(nowEpochMs + visibilityMs, this.#name, nowEpochMs, limit);
    // SQLite promises no order of what RETURNING gives.
    return found
      .toSorted((a, b) => Number(a['id']) - Number(b['id']))
      .map(({ id, body, receiveCount }) => ({
        id: String(id),
        body: String(body),
        receiveCount: Number(receiveCount),
      }));
  }

  delete(id: string): void {
    this.#database.prepare('DELETE FROM messages WHERE id = ?').run(Number(id));
  }

  /** Visible again after `delayMs`; moved aside, `dead`, when it came back too often. */
  giveBack(message: QueueMessage, delayMs: number): 'waits' | 'dead' {
    const isDead = message.receiveCount >= MAX_RECEIVE_COUNT;
    this.#database
      .prepare('UPDATE messages SET queue = ?, visible_at = ? WHERE id = ?')
      .run(isDead ? `${this.#name}-dead` : this.#name, this.#clock() + delayMs, Number(message.id));
    return isDead ? 'dead' : 'waits';
  }

  /** When the next hidden message shows itself; undefined when there is none. */
  nextVisibleAt(): number | undefined {
    const found = this.#database.prepare('SELECT min(visible_at) AS at FROM messages WHERE queue = ?').get(this.#name);
    return typeof found?.['at'] === 'number' ? found['at'] : undefined;
  }

  deadCount(): number {
    const found = this.#database
      .prepare('SELECT count(*) AS n FROM messages WHERE queue = ?')
      .get(`${this.#name}-dead`);
    return Number(found?.['n'] ?? 0);
  }
}
