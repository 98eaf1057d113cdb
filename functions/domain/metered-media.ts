import { createHash } from 'node:crypto';

import { MediaRejectedError } from './errors.ts';
import { MAX_DECODED_BYTES } from './pictures/expect-fit.ts';
import type { FetchedMedia } from './ports.ts';
import type { MediaRecord } from './publication.ts';
import {
  mediaTypes,
  SNIFF_BYTES,
  sniffFormat,
  sniffMedia,
  type AcceptedFormat,
  type RefusedFormat,
} from './sniff-media.ts';
import { MAX_GIF_BYTES, MAX_PHOTO_BYTES, MAX_VIDEO_BYTES } from './x-limits.ts';

type Facts = Required<Pick<MediaRecord, 'sha256' | 'mediaType' | 'totalBytes'>>;

/** What X does not take, and a picture can be made of. */
type Convertible = Extract<RefusedFormat, 'TIFF' | 'AVIF'>;

const convertible: Readonly<Record<Convertible, string>> = { TIFF: 'image/tiff', AVIF: 'image/avif' };

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
  readonly #madeFit: boolean;
  #format: AcceptedFormat | Convertible | undefined;
  #totalBytes = 0;
  #failure: unknown;

  /** @param madeFit of pictures: whether they are made fit for X before they go up */
  constructor(source: FetchedMedia, madeFit = false) {
    this.#source = source;
    this.#madeFit = madeFit;
  }

  /** What went wrong while they were read; a store may have called it its own failure. */
  get failure(): unknown {
    return this.#failure;
  }

  /** Throws before all of it was read. */
  get facts(): Facts {
    if (this.#format === undefined) throw new Error('nothing was read yet');
    const sha256 = this.#hash.copy().digest('hex');
    const mediaType = isConvertible(this.#format) ? convertible[this.#format] : mediaTypes[this.#format];
    return { sha256, mediaType, totalBytes: this.#totalBytes };
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
        refuseMore(this.#totalBytes, this.#most(this.#format));
        yield chunk;
      }
    }
    if (this.#format === undefined) yield this.#judge(head);
  }

  #judge(head: Uint8Array): Uint8Array {
    const sniffed = sniffFormat(head);
    const format = this.#madeFit && isConvertible(sniffed) ? sniffed : sniffMedia(head);
    refuseMore(Math.max(this.#source.toldBytes ?? 0, this.#totalBytes), this.#most(format));
    this.#format = format;
    return head;
  }

  #most(format: AcceptedFormat | Convertible): number {
    if (isConvertible(format)) return MAX_DECODED_BYTES;
    return this.#madeFit && maxBytes[format] === MAX_PHOTO_BYTES ? MAX_DECODED_BYTES : maxBytes[format];
  }
}

function isConvertible(format: AcceptedFormat | RefusedFormat): format is Convertible {
  return Object.hasOwn(convertible, format);
}

function refuseMore(totalBytes: number, most: number): void {
  if (totalBytes <= most) return;
  throw new MediaRejectedError('MEDIA_TOO_LARGE', `the address gives ${totalBytes} bytes or more, allowed ${most}`, {
    advice: 'Make it smaller.',
  });
}
