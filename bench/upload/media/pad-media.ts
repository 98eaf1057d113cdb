import { randomFillSync } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** Bytes that no link in between could compress. */
const NOISE = randomFillSync(Buffer.allocUnsafe(1_048_576));

/** A real file made longer by bytes that its format tells viewers to skip. Ends at exactly `totalBytes`. */
export type PadMedia = (file: Buffer, totalBytes: number) => Iterable<Uint8Array>;

const JPEG_START_BYTES = 2;
const JPEG_COMMENT = Buffer.from([0xff, 0xfe]);
/** Marker and length, and as much as the length, which counts itself, can tell. */
const MAX_COMMENT_BYTES = 4 + 65_533;

/** Comments behind the first marker. */
export function* padJpeg(file: Buffer, totalBytes: number): Iterable<Uint8Array> {
  yield file.subarray(0, JPEG_START_BYTES);
  for (let left = totalBytes - file.length; left > 0;) {
    const size = pieceOf(left, MAX_COMMENT_BYTES, 4);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(size - 2);
    yield* [JPEG_COMMENT, length, NOISE.subarray(0, size - 4)];
    left -= size;
  }
  yield file.subarray(JPEG_START_BYTES);
}

const PNG_HEADER_BYTES = 33;
const PNG_CHUNK_OVERHEAD_BYTES = 12;
/** Ancillary, private, safe to copy: the case of the letters says so (PNG specification, 5.4). */
const PNG_CHUNK_TYPE = Buffer.from('noIs');

/** One private chunk behind the header. */
export function* padPng(file: Buffer, totalBytes: number): Iterable<Uint8Array> {
  const size = totalBytes - file.length - PNG_CHUNK_OVERHEAD_BYTES;
  const length = Buffer.alloc(4);
  length.writeUInt32BE(size);
  const body = Buffer.concat([PNG_CHUNK_TYPE, ...noise(size)]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  yield* [file.subarray(0, PNG_HEADER_BYTES), length, body, sum, file.subarray(PNG_HEADER_BYTES)];
}

const GIF_HEADER_BYTES = 13;
const GIF_COMMENT = Buffer.from([0x21, 0xfe]);

/** One comment behind the colour table, in sub-blocks as long as they can be. */
export function* padGif(file: Buffer, totalBytes: number): Iterable<Uint8Array> {
  const flags = file[10] ?? 0;
  const start = GIF_HEADER_BYTES + ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));
  const blocks = Buffer.alloc(totalBytes - file.length - GIF_COMMENT.length);
  for (let at = 0, left = blocks.length - 1; left > 0;) {
    const size = pieceOf(left, 256, 2);
    blocks[at] = size - 1;
    NOISE.copy(blocks, at + 1, 0, size - 1);
    at += size;
    left -= size;
  }
  yield* [file.subarray(0, start), GIF_COMMENT, blocks, file.subarray(start)];
}

/** A free box at the end. */
export function* padMp4(file: Buffer, totalBytes: number): Iterable<Uint8Array> {
  const size = totalBytes - file.length;
  const header = Buffer.alloc(8);
  header.writeUInt32BE(size);
  header.write('free', 4, 'latin1');
  yield* [file, header, ...noise(size - header.length)];
}

/** The largest next piece that does not leave a rest too small to be one. */
function pieceOf(left: number, maxBytes: number, minBytes: number): number {
  const size = Math.min(maxBytes, left);
  const rest = left - size;
  return rest > 0 && rest < minBytes ? size - minBytes : size;
}

function* noise(size: number): Iterable<Uint8Array> {
  for (let left = size; left > 0; left -= NOISE.length) yield NOISE.subarray(0, Math.min(left, NOISE.length));
}
