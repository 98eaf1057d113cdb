import { createHash } from 'node:crypto';

import { MediaRejectedError } from './errors.ts';
import type { FetchedMedia } from './ports.ts';
import type { MediaRecord } from './publication.ts';
import { mediaTypes, SNIFF_BYTES, sniffMedia, type AcceptedFormat } from './sniff-media.ts';
import { MAX_GIF_BYTES, MAX_PHOTO_BYTES, MAX_VIDEO_BYTES } from './x-limits.ts';

type Facts = Required<Pick<MediaRecord, 'sha256' | 'mediaType' | 'totalBytes'>>;

const maxBytes: Readonly<Record<AcceptedFormat, number>> = {
  JPEG: MAX_PHOTO_BYTES,
  PNG: MAX_PHOTO_BYTES,
  WEBP: MAX_PHOTO_BYTES,
  GIF: MAX_GIF_BYTES,
  MP4: MAX_VIDEO_BYTES,
  MOV: MAX_VIDEO_BYTES,
};

/**
 * Bytes on their way from a stranger's server to our store: refused at the first that shows them to be nothing X takes,
 * and at the first too many. Reading throws `MediaRejectedError` then, and whatever the bytes throw.
 */
export class MeteredMedia implements AsyncIterable<Uint8Array> {
  readonly #source: FetchedMedia;
  readonly #hash = createHash('sha256');
  #format: AcceptedFormat | undefined;
  #totalBytes = 0;
  #failure: unknown;

  constructor(source: FetchedMedia) {
    this.#source = source;
  }

  /** What went wrong while they were read; a store may have called it its own failure. */
  get failure(): unknown {
    return this.#failure;
  }

  /** Throws before all of it was read. */
  get facts(): Facts {
    if (this.#format === undefined) throw new Error('nothing was read yet');
    const sha256 = this.#hash.copy().digest('hex');
    return { sha256, mediaType: mediaTypes[this.#format], totalBytes: this.#totalBytes };
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    try {
      yield* this.#read();
    } catch (error) {
      this.#failure = error;
      throw error;
    }
  }

  async *#read(): AsyncGenerator<Uint8Array> {
    const { toldBytes = 0 } = this.#source;
    refuseMore(toldBytes, MAX_VIDEO_BYTES);
    let head: Uint8Array = new Uint8Array();
    for await (const chunk of this.#source.bytes) {
      this.#totalBytes += chunk.length;
      this.#hash.update(chunk);
      if (this.#format === undefined) {
        head = Buffer.concat([head, chunk]);
        if (head.length < SNIFF_BYTES) continue;
        yield this.#judge(head);
      } else {
        refuseMore(this.#totalBytes, maxBytes[this.#format]);
        yield chunk;
      }
    }
    if (this.#format === undefined) yield this.#judge(head);
  }

  #judge(head: Uint8Array): Uint8Array {
    const format = sniffMedia(head);
    refuseMore(Math.max(this.#source.toldBytes ?? 0, this.#totalBytes), maxBytes[format]);
    this.#format = format;
    return head;
  }
}

function refuseMore(totalBytes: number, most: number): void {
  if (totalBytes <= most) return;
  throw new MediaRejectedError('MEDIA_TOO_LARGE', `the address gives ${totalBytes} bytes or more, allowed ${most}`, {
    advice: 'Make it smaller.',
  });
}
