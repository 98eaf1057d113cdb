import { createHash } from 'node:crypto';

import { MediaRejectedError, StoreUnavailableError } from '../../functions/domain/errors.ts';
import type { ListedObject, MediaStore, StoredObject } from '../../functions/domain/ports.ts';
import type { MediaRef } from '../../functions/domain/post.ts';

interface Kept {
  readonly bytes: Uint8Array;
  readonly eTag: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly putAtEpochMs: number;
}

/** Both buckets in a map: `drop/<key>` is what users put there, `work/<key>` what we staged. */
export class InMemoryMediaStore implements MediaStore {
  readonly objects = new Map<string, Kept>();
  readonly tags = new Map<string, Readonly<Record<string, string>>>();
  /** Places read from, in order. */
  readonly reads: string[] = [];
  /** Places that were looked at one by one, and prefixes that were listed. */
  readonly heads: string[] = [];
  readonly lists: string[] = [];
  isDown = false;
  readonly #clock: () => number;

  /** @param clock gives each object its time; always 0 when absent */
  constructor(clock: () => number = () => 0) {
    this.#clock = clock;
  }

  /** Puts an object in the drop bucket, as a user would; over an older one of the same key. */
  put(key: string, bytes: Uint8Array, metadata: Readonly<Record<string, string>> = {}): MediaRef {
    return this.#keep('drop', key, bytes, metadata);
  }

  /** Takes an object out of the drop bucket, as a user would. */
  takeAway(key: string): void {
    this.objects.delete(`drop/${key}`);
  }

  /** The keys of the drop bucket. */
  get keys(): readonly string[] {
    return [...this.objects.keys()].filter((at) => at.startsWith('drop/')).map((at) => at.slice('drop/'.length));
  }

  textOf(key: string): string | undefined {
    const kept = this.objects.get(`drop/${key}`);
    return kept === undefined ? undefined : Buffer.from(kept.bytes).toString();
  }

  async head(ref: MediaRef): Promise<StoredObject> {
    this.heads.push(place(ref));
    const { bytes, eTag, metadata } = await this.#find(ref);
    return { ref: { ...ref, eTag }, totalBytes: bytes.length, eTag, metadata };
  }

  async read(
    ref: MediaRef,
    startByte = 0,
    endByteExclusive = Number.MAX_SAFE_INTEGER,
    signal?: AbortSignal,
  ): Promise<AsyncIterable<Uint8Array>> {
    const { bytes } = await this.#find(ref);
    this.reads.push(place(ref));
    return inPieces(bytes.subarray(startByte, endByteExclusive), signal);
  }

  async stage(key: string, bytes: AsyncIterable<Uint8Array> | Uint8Array): Promise<MediaRef> {
    await this.#answer();
    if (bytes instanceof Uint8Array) return this.#keep('work', key, bytes, {});
    const pieces: Uint8Array[] = [];
    for await (const piece of bytes) pieces.push(piece);
    return this.#keep('work', key, Buffer.concat(pieces), {});
  }

  async tag(ref: MediaRef, tags: Readonly<Record<string, string>>): Promise<void> {
    await this.#find(ref);
    this.tags.set(place(ref), tags);
  }

  async list(prefix: string, most: number): Promise<readonly ListedObject[]> {
    await this.#answer();
    this.lists.push(prefix);
    const keys = this.keys.filter((key) => key.startsWith(prefix) && !key.slice(prefix.length).includes('/'));
    return keys
      .toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
      .slice(0, most)
      .flatMap((key) => {
        const kept = this.objects.get(`drop/${key}`);
        if (kept === undefined) return [];
        const { bytes, eTag, putAtEpochMs } = kept;
        return [{ ref: { area: 'drop', key, eTag }, totalBytes: bytes.length, changedAtEpochMs: putAtEpochMs }];
      });
  }

  async move(ref: MediaRef, toKey: string): Promise<'done' | 'taken'> {
    const kept = await this.#findSame(ref);
    if (kept === undefined) return 'done';
    const there = this.objects.get(`drop/${toKey}`);
    if (there !== undefined && there.eTag !== kept.eTag) return 'taken';
    this.objects.set(`drop/${toKey}`, kept);
    this.objects.delete(place(ref));
    return 'done';
  }

  async remove(ref: MediaRef): Promise<void> {
    if ((await this.#findSame(ref)) !== undefined) this.objects.delete(place(ref));
  }

  async note(key: string, text: string): Promise<void> {
    await this.#answer();
    this.#keep('drop', key, Buffer.from(text), {});
  }

  /** Undefined for what is gone, or was replaced. */
  async #findSame(ref: MediaRef): Promise<Kept | undefined> {
    try {
      return await this.#find(ref);
    } catch (error) {
      if (error instanceof MediaRejectedError) return undefined;
      throw error;
    }
  }

  #keep(area: MediaRef['area'], key: string, bytes: Uint8Array, metadata: Kept['metadata']): MediaRef {
    const eTag = createHash('md5').update(bytes).digest('hex');
    this.objects.set(`${area}/${key}`, {
      bytes: Uint8Array.from(bytes),
      eTag,
      metadata,
      putAtEpochMs: this.#clock(),
    });
    return { area, key, eTag };
  }

  async #find(ref: MediaRef): Promise<Kept> {
    await this.#answer();
    const kept = this.objects.get(place(ref));
    if (kept === undefined) throw new MediaRejectedError('SOURCE_GONE', `${ref.key} is not there`);
    if (ref.eTag !== undefined && ref.eTag !== kept.eTag) {
      throw new MediaRejectedError('SOURCE_CHANGED', `${ref.key} was changed`);
    }
    return kept;
  }

  async #answer(): Promise<void> {
    await Promise.resolve();
    if (this.isDown) throw new StoreUnavailableError('the media store does not answer');
  }
}

function place(ref: MediaRef): string {
  return `${ref.area}/${ref.key}`;
}

async function* inPieces(bytes: Uint8Array, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  const pieceBytes = 64 * 1024;
  for (let start = 0; start < bytes.length; start += pieceBytes) {
    signal?.throwIfAborted();
    await Promise.resolve();
    yield bytes.slice(start, start + pieceBytes);
  }
}
