import type { MediaKind } from './x-account.ts';

/** What is known of one medium, all of it told from its bytes. */
export interface MediaFacts {
  /** As in `image/jpeg`. */
  readonly mediaType: string;
  readonly kind: MediaKind;
  readonly totalBytes: number;
  /** As stored, before any rotation that EXIF asks for. */
  readonly widthPx?: number;
  readonly heightPx?: number;
  /** Images in a GIF; absent for one too heavy for X, which is not read to its end. */
  readonly frames?: number;
  /** A WEBP that moves: X is not known to keep the movement. */
  readonly moves?: boolean;
  /** How long a video runs. */
  readonly seconds?: number;
}

/** Bytes that can be read by range; `MediaSource` is one of these. */
export interface RangedBytes {
  readonly totalBytes: number;
  read(startByte: number, endByteExclusive: number, signal?: AbortSignal): Promise<AsyncIterable<Uint8Array>>;
}

/** Bytes in memory as `RangedBytes`. */
export function rangedBytes(bytes: Uint8Array): RangedBytes {
  return {
    totalBytes: bytes.length,
    read: (startByte, endByteExclusive) => Promise.resolve(once(bytes.subarray(startByte, endByteExclusive))),
  };
}

// oxlint-disable-next-line typescript/require-await -- an async iterable of one
async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** All bytes of one range, in one piece. Keep the range small. */
export async function readRange(
  source: RangedBytes,
  startByte: number,
  endByteExclusive: number,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of await source.read(startByte, endByteExclusive, signal)) parts.push(part);
  return Buffer.concat(parts);
}
