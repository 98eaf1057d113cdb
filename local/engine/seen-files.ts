import { createHash } from 'node:crypto';
import { createReadStream, type Stats } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS seen_files (
    key TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    mtime_ms REAL NOT NULL,
    etag TEXT NOT NULL,
    announced_etag TEXT
  ) STRICT;
`;

/** What is known of one file; `announcedETag` once its event was queued. */
export interface SeenFile {
  readonly key: string;
  readonly eTag: string;
  readonly announcedETag: string | null;
}

/**
 * What the engine knows of each file in the drop folder: its ETag, and whether its event was queued. Never forgotten
 * while the file is there, so that a restart announces nothing twice.
 */
export class SeenFiles {
  readonly #database: DatabaseSync;
  readonly #folder: string;

  constructor(database: DatabaseSync, folder: string) {
    database.exec(SCHEMA);
    this.#database = database;
    this.#folder = folder;
  }

  /** The MD5 of the file's bytes, hex, as S3 gives it for a simple put; computed again only when the file changed. */
  async eTag(key: string, stats: Stats): Promise<string> {
    const known = this.#find(key, stats);
    if (known !== undefined) return known.eTag;
    const hash = createHash('md5');
    for await (const chunk of createReadStream(join(this.#folder, key))) hash.update(chunk as Uint8Array);
    const eTag = hash.digest('hex');
    this.#database
      .prepare(
        `INSERT INTO seen_files (key, size, mtime_ms, etag) VALUES (?, ?, ?, ?) ON CONFLICT (key) DO UPDATE
         SET size = excluded.size, mtime_ms = excluded.mtime_ms, etag = excluded.etag`,
      )
      .run(key, stats.size, stats.mtimeMs, eTag);
    return eTag;
  }

  isAnnounced(key: string, stats: Stats): boolean {
    const known = this.#find(key, stats);
    return known !== undefined && known.announcedETag === known.eTag;
  }

  /** Queues the event and remembers that it was, both or neither. */
  announce(key: string, eTag: string, queueEvent: () => void): void {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      this.#database.prepare('UPDATE seen_files SET announced_etag = ? WHERE key = ?').run(eTag, key);
      queueEvent();
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  #find(key: string, stats: Stats): SeenFile | undefined {
    const found = this.#database
      .prepare('SELECT etag, announced_etag FROM seen_files WHERE key = ? AND size = ? AND mtime_ms = ?')
      .get(key, stats.size, stats.mtimeMs);
    if (found === undefined) return undefined;
    const announced = found['announced_etag'];
    return { key, eTag: String(found['etag']), announcedETag: announced === null ? null : String(announced) };
  }
}
