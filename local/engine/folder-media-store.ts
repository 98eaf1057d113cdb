import { createReadStream, type Stats } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';

import { MediaRejectedError } from '../../functions/domain/errors.ts';
import type { MediaStore, StoredObject } from '../../functions/domain/ports.ts';
import type { MediaRef } from '../../functions/domain/post.ts';
import { writeDurably } from './durable-file.ts';
import type { SeenFiles } from './seen-files.ts';

const SCHEMA = 'CREATE TABLE IF NOT EXISTS tags (key TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT;';

interface Found {
  readonly path: string;
  readonly stats: Stats;
  readonly eTag: string;
}

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
    const { stats, eTag } = await this.#find(ref);
    return { ref, totalBytes: stats.size, eTag, metadata: {} };
  }

  async read(
    ref: MediaRef,
    startByte = 0,
    endByteExclusive?: number,
    signal?: AbortSignal,
  ): Promise<AsyncIterable<Uint8Array>> {
    const { path, stats } = await this.#find(ref);
    // `end` of a read stream is inclusive, and may not lie before `start`.
    if (endByteExclusive !== undefined && endByteExclusive <= startByte) return nothing();
    const end = endByteExclusive === undefined ? Infinity : endByteExclusive - 1;
    const stream = createReadStream(path, { start: startByte, end, ...(signal === undefined ? {} : { signal }) });
    return unchanged(stream, ref, path, stats);
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

  async #find(ref: MediaRef): Promise<Found> {
    const path = this.#pathOf(ref);
    const real = await realpath(path).catch(() => undefined);
    // A link in the folder may lead out of it, whatever its key looks like.
    if (real === undefined || !isWithin(real, await realpath(this.#folders[ref.area]))) throw gone(ref);
    const stats = await stat(real).catch(() => undefined);
    if (stats?.isFile() !== true) throw gone(ref);
    const eTag = ref.area === 'drop' ? await this.#seen.eTag(ref.key, stats) : `${stats.size}-${stats.mtimeMs}`;
    if (eTag === undefined || (ref.eTag !== undefined && ref.eTag !== eTag)) throw changed(ref);
    return { path: real, stats, eTag };
  }

  /** Keys come from outside too: none may lead out of its folder, and each file has one key only. */
  #pathOf(ref: MediaRef): string {
    const isPlain = ref.key.split('/').every((name) => name !== '' && name !== '.' && name !== '..');
    const path = join(this.#folders[ref.area], ref.key);
    if (!isPlain || ref.key.includes('\0') || !isWithin(path, this.#folders[ref.area])) throw gone(ref);
    return path;
  }
}

function isWithin(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** The stream, failing at its end when the file became another one while it was read: half of each is no picture. */
async function* unchanged(
  stream: AsyncIterable<Uint8Array>,
  ref: MediaRef,
  path: string,
  before: Stats,
): AsyncGenerator<Uint8Array> {
  yield* stream;
  const now = await stat(path).catch(() => undefined);
  if (now?.size !== before.size || now.mtimeMs !== before.mtimeMs) throw changed(ref);
}

function gone(ref: MediaRef): MediaRejectedError {
  return new MediaRejectedError('SOURCE_GONE', `there is no ${ref.key} any more`, {
    advice: 'Drop the file again.',
  });
}

function changed(ref: MediaRef): MediaRejectedError {
  return new MediaRejectedError('SOURCE_CHANGED', `${ref.key} was changed after it was dropped`, {
    advice: 'The changed file is a drop of its own.',
  });
}

async function* nothing(): AsyncIterable<Uint8Array> {}
