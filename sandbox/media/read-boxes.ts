import type { ByteSource } from './byte-source.ts';

/** A box of an MP4 or QuickTime file (ISO 14496-12, 4.2). `start` is where its content begins. */
export interface Box {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

const SHORT_HEADER_BYTES = 8;
const LONG_HEADER_BYTES = 16;
/** A film has a handful at the top level, a fragmented one some thousands; a hostile file has no say in it. */
const MAX_BOXES = 20_000;

/** The boxes side by side in that file; undefined when one reaches past the end or is no box at all. */
export async function readTopBoxes(source: ByteSource): Promise<Box[] | undefined> {
  const boxes: Box[] = [];
  let at = 0;
  while (at < source.sizeBytes) {
    const box = boxAt(await source.read(at, LONG_HEADER_BYTES), at, source.sizeBytes);
    if (box === undefined || boxes.length === MAX_BOXES) return undefined;
    boxes.push(box);
    at = box.end;
  }
  return boxes;
}

/** The boxes inside `content`, as far as they are whole. */
export function readInnerBoxes(content: Buffer): Box[] {
  const boxes: Box[] = [];
  let at = 0;
  while (at < content.length) {
    const box = boxAt(content.subarray(at, at + LONG_HEADER_BYTES), at, content.length);
    if (box === undefined || boxes.length === MAX_BOXES) break;
    boxes.push(box);
    at = box.end;
  }
  return boxes;
}

/** Content of the first box on that path, as in `findBox(moov, 'mdia', 'hdlr')`. */
export function findBox(content: Buffer, ...path: readonly string[]): Buffer | undefined {
  let inner: Buffer | undefined = content;
  for (const type of path) {
    const within: Buffer = inner;
    const box = readInnerBoxes(within).find((candidate) => candidate.type === type);
    if (box === undefined) return undefined;
    inner = within.subarray(box.start, box.end);
  }
  return inner;
}

function boxAt(header: Buffer, at: number, limit: number): Box | undefined {
  if (header.length < SHORT_HEADER_BYTES) return undefined;
  const type = header.toString('latin1', 4, 8);
  const declared = header.readUInt32BE(0);
  if (declared === 1) return longBox(header, type, at, limit);
  // Size 0 means "up to the end of the file".
  const end = declared === 0 ? limit : at + declared;
  return end < at + SHORT_HEADER_BYTES || end > limit ? undefined : { type, start: at + SHORT_HEADER_BYTES, end };
}

function longBox(header: Buffer, type: string, at: number, limit: number): Box | undefined {
  if (header.length < LONG_HEADER_BYTES) return undefined;
  const end = at + Number(header.readBigUInt64BE(8));
  return end < at + LONG_HEADER_BYTES || end > limit ? undefined : { type, start: at + LONG_HEADER_BYTES, end };
}
