import { createHash } from 'node:crypto';

import { MediaRejectedError, StoreUnavailableError } from '../../functions/domain/errors.ts';
import type { MediaStore, StoredObject } from '../../functions/domain/ports.ts';
import type { MediaRef } from '../../functions/domain/post.ts';

interface Kept {
  readonly bytes: Uint8Array;
  readonly eTag: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Both buckets in a map: `drop/<key>` is what users put there, `work/<key>` what we staged. */
export class InMemoryMediaStore implements MediaStore {
  readonly objects = new Map<string, Kept>();
  readonly tags = new Map<string, Readonly<Record<string, string>>>();
  /** Places read from, in order. */
  readonly reads: string[] = [];
  isDown = false;

  /** Puts an object in the drop bucket, as a user would; over an older one of the same key. */
  put(key: string, bytes: Uint8Array, metadata: Readonly<Record<string, string>> = {}): MediaRef {
    return this.#keep('drop', key, bytes, metadata);
  }

  /** Takes an object out of the drop bucket, as a user would. */
  remove(key: string): void {
    this.objects.delete(`drop/${key}`);
  }

  async head(ref: MediaRef): Promise<StoredObject> {
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

  #keep(area: MediaRef['area'], key: string, bytes: Uint8Array, metadata: Kept['metadata']): MediaRef {
    const eTag = createHash('md5').update(bytes).digest('hex');
    this.objects.set(`${area}/${key}`, { bytes: Uint8Array.from(bytes), eTag, metadata });
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
