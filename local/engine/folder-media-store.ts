import { createReadStream, type Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';

import { MediaRejectedError } from '../../functions/domain/errors.ts';
import type { MediaStore, StoredObject } from '../../functions/domain/ports.ts';
import type { MediaRef } from '../../functions/domain/post.ts';
import { writeDurably } from './durable-file.ts';
import type { SeenFiles } from './seen-files.ts';

const SCHEMA = 'CREATE TABLE IF NOT EXISTS tags (key TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT;';

/** The drop folder as a bucket, with a second folder for what we stage; tags are kept in the data directory. */
export class FolderMediaStore implements MediaStore {
  readonly #folders: Readonly<Record<MediaRef['area'], string>>;
  readonly #database: DatabaseSync;
  readonly #seen: SeenFiles;

  constructor(dropFolder: string, workFolder: string, database: DatabaseSync, seen: SeenFiles) {
    database.exec(SCHEMA);
    this.#folders = { drop: resolve(dropFolder), work: resolve(workFolder) };
    this.#database = database;
    this.#seen = seen;
  }

  async head(ref: MediaRef): Promise<StoredObject> {
    const { path, stats } = await this.#find(ref);
    const eTag = ref.area === 'drop' ? await this.#seen.eTag(ref.key, stats) : `${stats.size}-${stats.mtimeMs}`;
    if (ref.eTag !== undefined && ref.eTag !== eTag) {
      throw new MediaRejectedError('SOURCE_CHANGED', `${path} was changed after it was dropped`, {
        advice: 'The changed file is a drop of its own.',
      });
    }
    return { ref, totalBytes: stats.size, eTag, metadata: {} };
  }

  async read(
    ref: MediaRef,
    startByte = 0,
    endByteExclusive?: number,
    signal?: AbortSignal,
  ): Promise<AsyncIterable<Uint8Array>> {
    const { path } = await this.#find(ref);
    // `end` of a read stream is inclusive, and may not lie before `start`.
    if (endByteExclusive !== undefined && endByteExclusive <= startByte) return nothing();
    const end = endByteExclusive === undefined ? Infinity : endByteExclusive - 1;
    return createReadStream(path, { start: startByte, end, ...(signal === undefined ? {} : { signal }) });
  }

  async stage(key: string, bytes: AsyncIterable<Uint8Array> | Uint8Array): Promise<MediaRef> {
    const ref: MediaRef = { area: 'work', key };
    await writeDurably(this.#pathOf(ref), bytes);
    return ref;
  }

  async tag(ref: MediaRef, tags: Readonly<Record<string, string>>): Promise<void> {
    this.#database
      .prepare('INSERT INTO tags VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET json = excluded.json')
      .run(ref.key, JSON.stringify(tags));
  }

  async #find(ref: MediaRef): Promise<{ path: string; stats: Stats }> {
    const path = this.#pathOf(ref);
    const stats = await stat(path).catch(() => undefined);
    if (stats?.isFile() !== true) throw gone(ref);
    return { path, stats };
  }

  /** Keys come from outside too: none may lead out of its folder. */
  #pathOf(ref: MediaRef): string {
    const folder = this.#folders[ref.area];
    const path = resolve(join(folder, ref.key));
    if (ref.key.includes('\0') || !path.startsWith(folder + sep)) throw gone(ref);
    return path;
  }
}

function gone(ref: MediaRef): MediaRejectedError {
  return new MediaRejectedError('SOURCE_GONE', `there is no ${ref.key} any more`, {
    advice: 'Drop the file again.',
  });
}

async function* nothing(): AsyncIterable<Uint8Array> {}
