import type { ByteSource } from './byte-source.ts';
import type { MovieFacts, NoMedia } from './media-facts.ts';
import { findBox, readInnerBoxes, readTopBoxes } from './read-boxes.ts';

/** With what an MP4 or QuickTime file may begin; old QuickTime files have no `ftyp`. */
const FIRST_BOXES = new Set(['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip']);
/** The index of 140 s of film takes well under 1 MB; larger ones are not read into memory. */
const MAX_INDEX_BYTES = 32 * 1024 * 1024;

/** Type, dimensions and duration of an MP4 or QuickTime film, from its index (`moov`) wherever that stands. */
export async function readMovie(source: ByteSource): Promise<MovieFacts | NoMedia> {
  const head = await source.read(0, 12);
  if (!FIRST_BOXES.has(head.toString('latin1', 4, 8))) return { kind: 'unknown' };
  const index = (await readTopBoxes(source))?.find((box) => box.type === 'moov');
  if (index === undefined || index.end - index.start > MAX_INDEX_BYTES) return { kind: 'broken' };
  const moov = await source.read(index.start, index.end - index.start);
  const size = readVideoSize(moov);
  const header = findBox(moov, 'mvhd');
  if (size === undefined || header === undefined) return { kind: 'broken' };
  const mediaType = head.toString('latin1', 4, 12).match(/^ftyp(?!qt {2})/) ? 'video/mp4' : 'video/quicktime';
  return { kind: 'movie', mediaType, ...size, durationMs: readDurationMs(header) ?? readFragmentedMs(moov, header) };
}

/** Width and height of the first video track, upright. */
function readVideoSize(moov: Buffer): { widthPx: number; heightPx: number } | undefined {
  for (const box of readInnerBoxes(moov)) {
    const track = moov.subarray(box.start, box.end);
    if (box.type === 'trak' && findBox(track, 'mdia', 'hdlr')?.toString('latin1', 8, 12) === 'vide') {
      return readTrackSize(findBox(track, 'tkhd'));
    }
  }
  return undefined;
}

/** `tkhd` ends in a matrix of nine numbers, width and height, all of 4 bytes, the last two as 16.16 fixed point. */
function readTrackSize(header: Buffer | undefined): { widthPx: number; heightPx: number } | undefined {
  if (header === undefined || header.length < 84) return undefined;
  const matrix = header.length - 44;
  const width = header.readUInt16BE(header.length - 8);
  const height = header.readUInt16BE(header.length - 4);
  // Phones store an upright film lying down and turn it by the matrix, whose first number is then 0.
  const turned = header.readInt32BE(matrix) === 0 && header.readInt32BE(matrix + 4) !== 0;
  return turned ? { widthPx: height, heightPx: width } : { widthPx: width, heightPx: height };
}

function readDurationMs(mvhd: Buffer): number | undefined {
  const isLong = mvhd[0] === 1;
  if (mvhd.length < (isLong ? 32 : 20)) return undefined;
  const units = isLong ? Number(mvhd.readBigUInt64BE(24)) : mvhd.readUInt32BE(16);
  return units === 0 ? undefined : toMs(units, readTimescale(mvhd));
}

/** A fragmented film says its length in `mehd`, if at all. */
function readFragmentedMs(moov: Buffer, mvhd: Buffer): number | undefined {
  const mehd = findBox(moov, 'mvex', 'mehd');
  const isLong = mehd?.[0] === 1;
  if (mehd === undefined || mehd.length < (isLong ? 12 : 8)) return undefined;
  return toMs(isLong ? Number(mehd.readBigUInt64BE(4)) : mehd.readUInt32BE(4), readTimescale(mvhd));
}

function readTimescale(mvhd: Buffer): number {
  const at = mvhd[0] === 1 ? 20 : 12;
  return mvhd.length < at + 4 ? 0 : mvhd.readUInt32BE(at);
}

function toMs(units: number, unitsPerSecond: number): number | undefined {
  return unitsPerSecond === 0 ? undefined : Math.round((units * 1000) / unitsPerSecond);
}
