import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';

import { MediaRejectedError } from '../../functions/domain/errors.ts';
import { rangedBytes } from '../../functions/domain/media-facts.ts';
import type { ListedObject, MediaStore, StoredObject } from '../../functions/domain/ports.ts';
import type { MediaRef } from '../../functions/domain/post.ts';
import { listBeside } from '../../local/engine/list-files.ts';

/** A folder as it would lie in the drop bucket. */
export interface PreviewRoot {
  /** What its keys begin with; empty, or ending in a slash. */
  readonly prefix: string;
  readonly folder: string;
}

/** Files as a bucket that nobody can write to. Bytes that a post brings itself are its work bucket. */
export class PreviewStore implements MediaStore {
  readonly #root: PreviewRoot;
  readonly #brought: ReadonlyMap<string, Uint8Array>;

  constructor(root: PreviewRoot, brought: ReadonlyMap<string, Uint8Array> = new Map()) {
    this.#root = root;
    this.#brought = brought;
  }

  async head(ref: MediaRef): Promise<StoredObject> {
    const brought = this.#broughtBy(ref);
    if (brought !== undefined) return { ref, totalBytes: brought.length, eTag: '', metadata: {} };
    const stats = await stat(this.#pathOf(ref)).catch(() => undefined);
    if (stats?.isFile() !== true) throw gone(ref);
    return { ref, totalBytes: stats.size, eTag: `${stats.size}-${stats.mtimeMs}`, metadata: {} };
  }

  async read(ref: MediaRef, startByte = 0, endByteExclusive = Infinity): Promise<AsyncIterable<Uint8Array>> {
    const brought = this.#broughtBy(ref);
    if (brought !== undefined) return rangedBytes(brought).read(startByte, endByteExclusive);
    if (endByteExclusive <= startByte) return rangedBytes(new Uint8Array()).read(0, 0);
    return createReadStream(this.#pathOf(ref), { start: startByte, end: endByteExclusive - 1 });
  }

  async list(prefix: string, most: number): Promise<readonly ListedObject[]> {
    const { prefix: own, folder } = this.#root;
    if (!prefix.startsWith(own)) return [];
    const files = await listBeside(folder, prefix.slice(own.length));
    // As if nothing had changed for long: what is shown is what lies there now.
    return files.slice(0, most).map(({ key, stats }) => ({
      ref: { area: 'drop', key: own + key },
      totalBytes: stats.size,
      changedAtEpochMs: 0,
    }));
  }

  async stage(): Promise<never> {
    throw writes();
  }

  async tag(): Promise<never> {
    throw writes();
  }

  async move(): Promise<never> {
    throw writes();
  }

  async remove(): Promise<never> {
    throw writes();
  }

  async note(): Promise<never> {
    throw writes();
  }

  #broughtBy({ area, key }: MediaRef): Uint8Array | undefined {
    return area === 'work' ? this.#brought.get(key) : undefined;
  }

  #pathOf(ref: MediaRef): string {
    const { prefix, folder } = this.#root;
    const isPlain = ref.key.split('/').every((name) => name !== '' && name !== '.' && name !== '..');
    if (!isPlain || !ref.key.startsWith(prefix)) throw gone(ref);
    return join(folder, ref.key.slice(prefix.length));
  }
}

function gone({ key }: MediaRef): MediaRejectedError {
  return new MediaRejectedError('SOURCE_GONE', `there is no ${key}`, { advice: 'Drop the file first.' });
}

function writes(): Error {
  return new Error('a preview writes nothing');
}
