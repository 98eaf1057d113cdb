import { MediaRejectedError } from '../errors.ts';
import { readRange, type MediaFacts, type RangedBytes } from '../media-facts.ts';
import { readTiffDirectory, readTiffStart, TIFF_START_BYTES, tiffTags, type TiffDirectory } from './read-tiff.ts';

/** Some hundred entries: more than any picture's first directory has. */
const DIRECTORY_BYTES = 4096;

/**
 * What a TIFF is, by its first directory, which most programs write at the end.
 *
 * @throws MediaRejectedError `MEDIA_CORRUPT`, or `MEDIA_TYPE` for a camera's raw file, whose first picture is a thumbnail
 */
export async function inspectTiff(source: RangedBytes, head: Uint8Array, signal?: AbortSignal): Promise<MediaFacts> {
  const directory = await readDirectory(source, head, signal);
  if (directory.has(tiffTags.dngVersion) || ((directory.get(tiffTags.subfileType) ?? 0) & 1) === 1) {
    const message = 'the bytes are camera raw, and X takes JPEG, PNG, GIF, WEBP, MP4 and MOV';
    throw new MediaRejectedError('MEDIA_TYPE', message, { advice: 'Develop it and export it as JPEG.' });
  }
  const [widthPx, heightPx] = [directory.get(tiffTags.width) ?? 0, directory.get(tiffTags.height) ?? 0];
  if (widthPx === 0 || heightPx === 0) {
    const message = 'the picture does not tell its size: it is cut short';
    throw new MediaRejectedError('MEDIA_CORRUPT', message, { advice: 'Copy or export it again.' });
  }
  return { mediaType: 'image/tiff', totalBytes: source.totalBytes, kind: 'photo', widthPx, heightPx };
}

async function readDirectory(source: RangedBytes, head: Uint8Array, signal?: AbortSignal): Promise<TiffDirectory> {
  const start = readTiffStart(head.subarray(0, TIFF_START_BYTES));
  if (start === undefined || start.directoryAt >= source.totalBytes) return new Map();
  const { directoryAt, isLittleEndian } = start;
  const end = Math.min(directoryAt + DIRECTORY_BYTES, source.totalBytes);
  const isRead = end <= head.length;
  const bytes = isRead ? head.subarray(directoryAt, end) : await readRange(source, directoryAt, end, signal);
  return readTiffDirectory(bytes, 0, isLittleEndian);
}
