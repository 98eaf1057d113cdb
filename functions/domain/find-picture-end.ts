import { ByteCursor } from './byte-cursor.ts';

/** How many bytes from the end `endsWhole` looks at: too few to hold the thumbnail of a picture that is cut. */
export const TAIL_BYTES = 64;

const endMarkers = {
  JPEG: Buffer.from([0xff, 0xd9]),
  PNG: Buffer.from([0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82]),
};

/** Whether the end marker stands in the last bytes. A file with something behind its picture may lack it there and be whole. */
export function endsWhole(format: 'JPEG' | 'PNG', tail: Uint8Array): boolean {
  return Buffer.from(tail).lastIndexOf(endMarkers[format]) !== -1;
}

/** Whether the picture's end comes at all; reads it once, from its first byte. */
export async function hasEnd(format: 'JPEG' | 'PNG', bytes: AsyncIterable<Uint8Array>): Promise<boolean> {
  const cursor = new ByteCursor(bytes);
  try {
    return format === 'JPEG' ? await jpegEnds(cursor) : await pngEnds(cursor);
  } finally {
    await cursor.close();
  }
}

/** Segments are skipped by their length, so that the end of a thumbnail inside one is not taken for the end of the picture. */
async function jpegEnds(cursor: ByteCursor): Promise<boolean> {
  if (!(await cursor.skip(2))) return false;
  while (await cursor.skipPast(0xff)) {
    let marker = await cursor.byte();
    while (marker === 0xff) marker = await cursor.byte();
    if (marker === 0xd9) return true;
    if (marker === undefined) return false;
    if (standsAlone(marker)) continue;
    const length = await cursor.take(2);
    if (length === undefined || !(await cursor.skip(Math.max(0, Buffer.from(length).readUInt16BE() - 2)))) return false;
  }
  return false;
}

/** Stuffed zero, TEM, restarts and SOI carry no length (ITU T.81, table B.1). */
function standsAlone(marker: number): boolean {
  return marker <= 1 || (marker >= 0xd0 && marker <= 0xd8);
}

async function pngEnds(cursor: ByteCursor): Promise<boolean> {
  if (!(await cursor.skip(8))) return false;
  for (;;) {
    const header = await cursor.take(8);
    if (header === undefined) return false;
    const chunk = Buffer.from(header);
    if (!(await cursor.skip(chunk.readUInt32BE() + 4))) return false;
    if (chunk.toString('latin1', 4) === 'IEND') return true;
  }
}
