const GIF_HEADER_BYTES = 13;
const GIF_IMAGE = 0x2c;
const GIF_EXTENSION = 0x21;

/** Frames of a GIF, as far as its bytes go; a cut file counts the frames that begin. */
export function countGifFrames(gif: Buffer): number {
  let frames = 0;
  let at = GIF_HEADER_BYTES + colourTableBytes(gif[10]);
  while (at < gif.length) {
    const block = gif[at];
    if (block === GIF_EXTENSION) {
      at = afterSubBlocks(gif, at + 2);
    } else if (block === GIF_IMAGE) {
      frames += 1;
      // Descriptor of 10 bytes, a colour table of its own perhaps, one byte of code size, then the picture.
      at = afterSubBlocks(gif, at + 11 + colourTableBytes(gif[at + 9]));
    } else {
      break;
    }
  }
  return frames;
}

function colourTableBytes(flags = 0): number {
  const hasTable = (flags & 0x80) !== 0;
  return hasTable ? 3 * 2 ** ((flags & 0x07) + 1) : 0;
}

function afterSubBlocks(gif: Buffer, start: number): number {
  let at = start;
  for (let length = gif[at]; length !== undefined && length > 0; length = gif[at]) at += length + 1;
  return at + 1;
}

const RIFF_HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;

/** Frames of a WEBP: its `ANMF` chunks, or 1 where it stands still. */
export function countWebpFrames(webp: Buffer): number {
  let frames = 0;
  let at = RIFF_HEADER_BYTES;
  while (at + CHUNK_HEADER_BYTES <= webp.length) {
    if (webp.toString('latin1', at, at + 4) === 'ANMF') frames += 1;
    const lengthBytes = webp.readUInt32LE(at + 4);
    at += CHUNK_HEADER_BYTES + lengthBytes + (lengthBytes % 2);
  }
  return Math.max(frames, 1);
}
