import { MediaRejectedError } from './errors.ts';
import { readRange, type RangedBytes } from './media-facts.ts';

export interface VideoHeader {
  /** Absent where the file does not say, as in a fragmented MP4. */
  readonly seconds?: number;
  readonly widthPx?: number;
  readonly heightPx?: number;
}

interface Box {
  readonly type: string;
  readonly start: number;
  readonly bodyStart: number;
  readonly end: number;
}

/** A film of 140 s has a `moov` of a few hundred kB; no more than this is held in memory. */
const MAX_MOOV_BYTES = 4 * 1024 * 1024;
/** Top-level boxes read before the walk stops without a verdict: a fragmented file has one for every few seconds. */
const MAX_BOXES = 32;

/**
 * Length and dimensions of an MP4 or MOV, from its `moov` box wherever that stands: a file is read by range, never
 * whole.
 *
 * @throws MediaRejectedError `MEDIA_CORRUPT` when the file is cut or has no index, `MEDIA_TYPE` when it has sound only
 * @see ISO/IEC 14496-12, 4.2 (boxes), 8.2.2 (`mvhd`), 8.3.2 (`tkhd`)
 */
export async function readVideoHeader(
  source: RangedBytes,
  head: Uint8Array,
  signal?: AbortSignal,
): Promise<VideoHeader> {
  let moov: Box | undefined;
  let offset = 0;
  for (let boxes = 0; boxes < MAX_BOXES && source.totalBytes - offset >= 8; boxes++) {
    const header = offset + 16 <= head.length ? head.subarray(offset, offset + 16) : await peek(source, offset, signal);
    const box = readBox(Buffer.from(header), 0, offset, source.totalBytes);
    if (box === undefined || box.end > source.totalBytes) throw cut();
    if (box.type === 'moov') moov = box;
    offset = box.end;
  }
  if (moov === undefined) throw cut();
  const end = Math.min(moov.end, moov.bodyStart + MAX_MOOV_BYTES);
  const held = end <= head.length ? head.subarray(moov.bodyStart, end) : undefined;
  return readMoov(Buffer.from(held ?? (await readRange(source, moov.bodyStart, end, signal))));
}

function peek(source: RangedBytes, offset: number, signal?: AbortSignal): Promise<Uint8Array> {
  return readRange(source, offset, Math.min(offset + 16, source.totalBytes), signal);
}

function cut(): MediaRejectedError {
  return new MediaRejectedError('MEDIA_CORRUPT', 'the video is cut short, or has no index (moov box)', {
    advice: 'Copy or export it again.',
  });
}

/** The box whose header stands at `at` in `bytes`; `start` is where that is in the file. */
function readBox(bytes: Buffer, at: number, start: number, fileEnd: number): Box | undefined {
  if (at + 8 > bytes.length) return undefined;
  const size = bytes.readUInt32BE(at);
  const type = bytes.toString('latin1', at + 4, at + 8);
  if (size === 0) return { type, start, bodyStart: start + 8, end: fileEnd };
  if (size !== 1) return size < 8 ? undefined : { type, start, bodyStart: start + 8, end: start + size };
  if (at + 16 > bytes.length) return undefined;
  const largeSize = Number(bytes.readBigUInt64BE(at + 8));
  return largeSize < 16 ? undefined : { type, start, bodyStart: start + 16, end: start + largeSize };
}

function readMoov(moov: Buffer): VideoHeader {
  const tracks = [...childBoxes(moov, 0, moov.length)].filter((box) => box.type === 'trak');
  const sizes = tracks.flatMap((track) => trackSize(moov, track) ?? []);
  const picture = sizes.find((size) => size.widthPx > 0 && size.heightPx > 0);
  if (picture === undefined && sizes.length > 0) {
    throw new MediaRejectedError('MEDIA_TYPE', 'the file holds sound and no picture', { advice: 'X posts no sound.' });
  }
  const seconds = duration(moov);
  return { ...picture, ...(seconds !== undefined && { seconds }) };
}

function* childBoxes(bytes: Buffer, from: number, to: number): Generator<Box> {
  for (let at = from; at < to;) {
    const box = readBox(bytes, at, at, to);
    if (box === undefined) return;
    yield box;
    at = box.end;
  }
}

function duration(moov: Buffer): number | undefined {
  const body = bodyOf(moov, childBoxes(moov, 0, moov.length), 'mvhd');
  if (body === undefined || body.length < 32) return undefined;
  const isLong = body[0] === 1;
  const timescale = body.readUInt32BE(isLong ? 20 : 12);
  const units = isLong ? Number(body.readBigUInt64BE(24)) : body.readUInt32BE(16);
  // All ones means "unknown"; zero stands in fragmented files.
  const isKnown = timescale > 0 && units > 0 && units !== 0xff_ff_ff_ff && units < 2 ** 53;
  return isKnown ? units / timescale : undefined;
}

function trackSize(moov: Buffer, track: Box): { widthPx: number; heightPx: number } | undefined {
  const body = bodyOf(moov, childBoxes(moov, track.bodyStart, Math.min(track.end, moov.length)), 'tkhd');
  const at = body?.[0] === 1 ? 88 : 76;
  if (body === undefined || body.length < at + 8) return undefined;
  // Fixed point, 16 bits before the point.
  return { widthPx: body.readUInt16BE(at), heightPx: body.readUInt16BE(at + 4) };
}

function bodyOf(bytes: Buffer, boxes: Iterable<Box>, type: string): Buffer | undefined {
  for (const box of boxes) if (box.type === type) return bytes.subarray(box.bodyStart, box.end);
  return undefined;
}
