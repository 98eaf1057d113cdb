import { createReadStream, type Stats } from 'node:fs';
import { realpath, rm, stat } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';

import { MediaRejectedError } from '../../functions/domain/errors.ts';
import type { ListedObject, MediaStore, StoredObject } from '../../functions/domain/ports.ts';
import type { MediaRef } from '../../functions/domain/post.ts';
import { moveDurably, writeDurably } from './durable-file.ts';
import { listBeside } from './list-files.ts';
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
    // No rule of a bucket forgets here. A copy made fit for X is shown nowhere, and a post that is out needs none.
    const isCopy = ref.area === 'work' && ref.key.startsWith('fitted/');
    if (isCopy && tags['pigeonpost:state'] === 'posted') await this.remove(ref);
  }

  async list(prefix: string, most: number): Promise<readonly ListedObject[]> {
    const listed: ListedObject[] = [];
    for (const { key, stats } of await listBeside(this.#folders.drop, prefix)) {
      if (listed.length === most) break;
      const eTag = await this.#seen.eTag(key, stats).catch(() => undefined);
      // Being written just now: it announces itself when it is whole.
      if (eTag === undefined) continue;
      const ref = { area: 'drop', key, eTag } as const;
      listed.push({ ref, totalBytes: stats.size, changedAtEpochMs: stats.mtimeMs });
    }
    return listed;
  }

  async move(ref: MediaRef, toKey: string): Promise<'done' | 'taken'> {
    const found = await this.#findSame(ref);
    if (found === undefined) return 'done';
    const there = await this.#findSame({ area: ref.area, key: toKey });
    if (there !== undefined && there.eTag !== found.eTag) return 'taken';
    await moveDurably(found.path, this.#pathOf({ area: ref.area, key: toKey }));
    this.#database.prepare('UPDATE OR REPLACE tags SET key = ? WHERE key = ?').run(toKey, ref.key);
    return 'done';
  }

  async remove(ref: MediaRef): Promise<void> {
    const found = await this.#findSame(ref);
    if (found !== undefined) await rm(found.path, { force: true });
  }

  async note(key: string, text: string): Promise<void> {
    // For people, who are not always the one who runs this.
    await writeDurably(this.#pathOf({ area: 'drop', key }), text, 0o644);
  }

  /** Undefined for what is gone, or was replaced. */
  async #findSame(ref: MediaRef): Promise<Found | undefined> {
    try {
      return await this.#find(ref);
    } catch (error) {
      if (error instanceof MediaRejectedError) return undefined;
      throw error;
    }
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
