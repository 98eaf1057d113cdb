import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { DatabaseSync, StatementSync } from 'node:sqlite';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS seen_files (
    folder TEXT NOT NULL,
    key TEXT NOT NULL,
    size INTEGER NOT NULL,
    mtime_ms REAL NOT NULL,
    etag TEXT NOT NULL,
    announced_etag TEXT,
    PRIMARY KEY (folder, key)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS known_folders (folder TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
`;

/** What tells that a file may have changed. */
export interface FileMark {
  readonly size: number;
  readonly mtimeMs: number;
}

/**
 * What the engine knows of each file in the drop folder: its ETag, and whether its event was queued. Never forgotten
 * while the file is there, so that a restart announces nothing twice.
 */
export class SeenFiles {
  readonly #database: DatabaseSync;
  readonly #folder: string;
  readonly #find: StatementSync;

  constructor(database: DatabaseSync, folder: string) {
    database.exec(SCHEMA);
    this.#database = database;
    this.#folder = resolve(folder);
    this.#find = database.prepare(`
      SELECT etag, announced_etag AS announced FROM seen_files
      WHERE folder = ? AND key = ? AND size = ? AND mtime_ms = ?`);
  }

  /** Whether what lay in this folder before the first start was looked at to the end. */
  get isFolderKnown(): boolean {
    return this.#database.prepare('SELECT 1 FROM known_folders WHERE folder = ?').get(this.#folder) !== undefined;
  }

  /** From now on files that appear in this folder are drops. */
  rememberFolder(): void {
    this.#database.prepare('INSERT OR IGNORE INTO known_folders VALUES (?)').run(this.#folder);
  }

  /**
   * The MD5 of the file's bytes, hex, as S3 gives it for a simple put; computed again only when the file changed.
   * Undefined when the file is not, or no longer, what `mark` says.
   */
  async eTag(key: string, mark: FileMark): Promise<string | undefined> {
    const known = this.#find.get(this.#folder, key, mark.size, mark.mtimeMs)?.['etag'];
    if (known !== undefined) return String(known);
    const path = join(this.#folder, key);
    const hash = createHash('md5');
    for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
    const now = await stat(path).catch(() => undefined);
    if (now?.size !== mark.size || now.mtimeMs !== mark.mtimeMs) return undefined;
    const eTag = hash.digest('hex');
    this.#remember(key, mark, eTag);
    return eTag;
  }

  /** Whether the event of this very content was queued. */
  isAnnounced(key: string, mark: FileMark): boolean {
    const known = this.#find.get(this.#folder, key, mark.size, mark.mtimeMs);
    return known !== undefined && known['announced'] === known['etag'];
  }

  /** Queues the event and remembers that it was, both or neither. */
  announce(key: string, eTag: string, queueEvent: () => void): void {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      this.#database
        .prepare('UPDATE seen_files SET announced_etag = ? WHERE folder = ? AND key = ?')
        .run(eTag, this.#folder, key);
      queueEvent();
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  #remember(key: string, { size, mtimeMs }: FileMark, eTag: string): void {
    this.#database
      .prepare(
        `INSERT INTO seen_files (folder, key, size, mtime_ms, etag) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (folder, key) DO UPDATE SET size = excluded.size, mtime_ms = excluded.mtime_ms, etag = excluded.etag`,
      )
      .run(this.#folder, key, size, mtimeMs, eTag);
  }
}
