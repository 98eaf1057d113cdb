import { ByteCursor } from './byte-cursor.ts';

export interface GifFrames {
  readonly frames: number;
  /** Whether the last block is whole; the trailer itself may be missing, as browsers allow. */
  readonly complete: boolean;
}

const EXTENSION = 0x21;
const IMAGE = 0x2c;
const HAS_COLOUR_TABLE = 0x80;

/**
 * How many images a GIF holds: more than one and it is animated. Reads it once, from its first byte, and stops at
 * the trailer. Never throws for what the bytes are.
 *
 * @see GIF89a specification, sections 18 to 27
 */
export async function countGifFrames(bytes: AsyncIterable<Uint8Array>): Promise<GifFrames> {
  const cursor = new ByteCursor(bytes);
  try {
    return await countFrames(cursor);
  } finally {
    await cursor.close();
  }
}

async function countFrames(cursor: ByteCursor): Promise<GifFrames> {
  const header = await cursor.take(13);
  if (header === undefined || !(await cursor.skip(colourTableBytes(header[10])))) return { frames: 0, complete: false };
  for (let frames = 0; ;) {
    const block = await cursor.byte();
    if (block === IMAGE) frames++;
    // Anything else ends it: the trailer, the end of the bytes, or padding that viewers ignore.
    else if (block !== EXTENSION) return { frames, complete: true };
    const whole = block === IMAGE ? await skipImage(cursor) : await skipExtension(cursor);
    if (!whole) return { frames, complete: false };
  }
}

async function skipImage(cursor: ByteCursor): Promise<boolean> {
  const descriptor = await cursor.take(9);
  // One byte more than the colour table: the code size of LZW.
  return (
    descriptor !== undefined &&
    (await cursor.skip(colourTableBytes(descriptor[8]) + 1)) &&
    (await skipSubBlocks(cursor))
  );
}

async function skipExtension(cursor: ByteCursor): Promise<boolean> {
  return (await cursor.skip(1)) && (await skipSubBlocks(cursor));
}

async function skipSubBlocks(cursor: ByteCursor): Promise<boolean> {
  for (;;) {
    const length = await cursor.byte();
    if (length === undefined) return false;
    if (length === 0) return true;
    if (!(await cursor.skip(length))) return false;
  }
}

function colourTableBytes(flags = 0): number {
  return (flags & HAS_COLOUR_TABLE) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);
}
