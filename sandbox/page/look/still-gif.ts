const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;
const HAS_COLOUR_TABLE = 0x80;
const HEADER_BYTES = 13;

/**
 * The same GIF without anything after its first image, so that it stands still. Bytes that are no whole GIF come back as
 * they are: browsers show of them what they can.
 *
 * @see GIF89a specification, sections 18 to 27
 */
export function stillGif(bytes: Buffer): Buffer {
  const end = endOfFirstImage(bytes);
  return end === undefined ? bytes : Buffer.concat([bytes.subarray(0, end), Buffer.of(TRAILER)]);
}

function endOfFirstImage(bytes: Buffer): number | undefined {
  let at = HEADER_BYTES + colourTableBytes(bytes[10]);
  while (bytes[at] === EXTENSION) {
    const next = endOfSubBlocks(bytes, at + 2);
    if (next === undefined) return undefined;
    at = next;
  }
  if (bytes[at] !== IMAGE) return undefined;
  // One byte more than the colour table: the code size of LZW.
  return endOfSubBlocks(bytes, at + 10 + colourTableBytes(bytes[at + 9]) + 1);
}

function endOfSubBlocks(bytes: Buffer, start: number): number | undefined {
  for (let at = start; at < bytes.length;) {
    const length = bytes[at] ?? 0;
    at += 1 + length;
    if (length === 0) return at;
  }
  return undefined;
}

function colourTableBytes(flags = 0): number {
  return (flags & HAS_COLOUR_TABLE) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);
}
