import { imageDimensionsFromData } from 'image-dimensions';

import { countGifFrames } from './count-gif-frames.ts';
import { MediaRejectedError } from './errors.ts';
import { endsWhole, hasEnd, TAIL_BYTES } from './find-picture-end.ts';
import { rangedBytes, readRange, type MediaFacts, type RangedBytes } from './media-facts.ts';
import { inspectTiff } from './pictures/inspect-tiff.ts';
import { readVideoHeader } from './read-video-header.ts';
import { mediaTypes, sniffFormat, sniffMedia, type AcceptedFormat } from './sniff-media.ts';
import { MAX_GIF_BYTES, MAX_PHOTO_BYTES } from './x-limits.ts';

/** Enough for the header of nearly every picture, profile and thumbnail included, and for the `moov` of many films. */
export const HEAD_BYTES = 256 * 1024;

/**
 * What these bytes are, told from them alone: by one read of their head and one of their end in most cases; a GIF is
 * read through once, for its frames. Limits are not checked here, nor whether X takes what a TIFF or AVIF is: `checkPost`
 * does that, once it is known what may be made of it.
 *
 * @throws MediaRejectedError `MEDIA_EMPTY`, `MEDIA_TYPE`, `MEDIA_TYPE_HEIC`, `MEDIA_CORRUPT`, and what `read` throws
 */
export async function inspectMedia(source: RangedBytes, signal?: AbortSignal): Promise<MediaFacts> {
  const head = await readRange(source, 0, Math.min(HEAD_BYTES, source.totalBytes), signal);
  const { totalBytes } = source;
  const sniffed = sniffFormat(head);
  if (sniffed === 'TIFF') return inspectTiff(source, head, signal);
  if (sniffed === 'AVIF') {
    return { mediaType: 'image/avif', totalBytes, kind: 'photo', ...(await pictureSize(source, head, signal)) };
  }
  const format = sniffMedia(head);
  const facts = { mediaType: mediaTypes[format], totalBytes };
  if (format === 'MP4' || format === 'MOV') {
    return { ...facts, kind: 'video', ...(await readVideoHeader(source, head, signal)) };
  }
  const size = await pictureSize(source, head, signal);
  if (format === 'GIF') return { ...facts, ...size, ...(await gifFacts(source, signal)) };
  if (!(await isWhole(format, source, head, signal))) throw corrupt('the picture is cut short');
  return { ...facts, ...size, kind: 'photo', ...(format === 'WEBP' && webpMoves(head) && { moves: true }) };
}

/** The same for bytes in memory. */
export function inspectBytes(bytes: Uint8Array): Promise<MediaFacts> {
  return inspectMedia(rangedBytes(bytes));
}

async function pictureSize(
  source: RangedBytes,
  head: Uint8Array,
  signal?: AbortSignal,
): Promise<{ widthPx: number; heightPx: number }> {
  // A JPEG may carry megabytes of profile and previews before its size; beyond X's limit nobody needs to know.
  const end = Math.min(source.totalBytes, MAX_PHOTO_BYTES);
  const size =
    imageDimensionsFromData(head) ??
    (end > head.length ? imageDimensionsFromData(await readRange(source, 0, end, signal)) : undefined);
  if (size === undefined || size.width === 0 || size.height === 0) throw corrupt('the picture does not tell its size');
  return { widthPx: size.width, heightPx: size.height };
}

async function gifFacts(source: RangedBytes, signal?: AbortSignal): Promise<Pick<MediaFacts, 'kind' | 'frames'>> {
  // Too heavy for either kind: not worth reading to its end.
  if (source.totalBytes > MAX_GIF_BYTES) return { kind: 'animated-gif' };
  const { frames, complete } = await countGifFrames(await source.read(0, source.totalBytes, signal));
  if (frames === 0 || !complete) throw corrupt('the GIF is cut short');
  return { kind: frames > 1 ? 'animated-gif' : 'photo', frames };
}

async function isWhole(
  format: Exclude<AcceptedFormat, 'GIF' | 'MP4' | 'MOV'>,
  source: RangedBytes,
  head: Uint8Array,
  signal?: AbortSignal,
): Promise<boolean> {
  const { totalBytes } = source;
  if (format === 'WEBP') return Buffer.from(head).readUInt32LE(4) + 8 <= totalBytes;
  const tailStart = Math.max(0, totalBytes - TAIL_BYTES);
  const held = head.length === totalBytes ? rangedBytes(head) : source;
  if (endsWhole(format, await readRange(held, tailStart, totalBytes, signal))) return true;
  // A phone's motion photo has a film behind the picture: then the whole file decides.
  return hasEnd(format, await held.read(0, totalBytes, signal));
}

/** Bit 1 of the flags in `VP8X` (WebP container specification, "Extended File Format"). */
function webpMoves(head: Uint8Array): boolean {
  return Buffer.from(head).toString('latin1', 12, 16) === 'VP8X' && ((head[20] ?? 0) & 2) !== 0;
}

function corrupt(what: string): MediaRejectedError {
  return new MediaRejectedError('MEDIA_CORRUPT', what, { advice: 'Copy or export it again.' });
}
