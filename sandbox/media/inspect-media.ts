import { GIF } from 'image-size/types/gif';
import { JPG } from 'image-size/types/jpg';
import { PNG } from 'image-size/types/png';
import { WEBP } from 'image-size/types/webp';

import { MAX_GIF_BYTES } from '../../functions/domain/x-limits.ts';
import type { ByteSource } from './byte-source.ts';
import { countGifFrames, countWebpFrames } from './count-frames.ts';
import type { MediaFacts, NoMedia, PictureFacts, PictureType } from './media-facts.ts';
import { readMovie } from './read-movie.ts';

interface PictureReader {
  readonly mediaType: PictureType;
  readonly format: typeof GIF;
  readonly countFrames: (bytes: Buffer) => number;
}

const PICTURES: readonly PictureReader[] = [
  { mediaType: 'image/png', format: PNG, countFrames: () => 1 },
  { mediaType: 'image/gif', format: GIF, countFrames: countGifFrames },
  { mediaType: 'image/webp', format: WEBP, countFrames: countWebpFrames },
  { mediaType: 'image/jpeg', format: JPG, countFrames: () => 1 },
];

/** Enough to tell every picture type. */
const SIGNATURE_BYTES = 64;

/** What these bytes are, whatever name or content type came with them. Never throws, whatever the bytes. */
export async function inspectMedia(source: ByteSource): Promise<MediaFacts | NoMedia> {
  const head = await source.read(0, SIGNATURE_BYTES);
  const reader = PICTURES.find((picture) => begins(picture, head));
  if (reader === undefined) return readMovie(source);
  // Larger than any picture X takes, so not worth the memory.
  if (source.sizeBytes > MAX_GIF_BYTES) return { kind: 'broken' };
  return readPicture(reader, await source.read(0, source.sizeBytes));
}

/** The library's checks throw on bytes that end too early. */
function begins(picture: PictureReader, head: Buffer): boolean {
  try {
    return picture.format.validate(head);
  } catch {
    return false;
  }
}

function readPicture(reader: PictureReader, bytes: Buffer): PictureFacts | NoMedia {
  try {
    const { width, height, orientation = 1 } = reader.format.calculate(bytes);
    if (!(width > 0 && height > 0)) return { kind: 'broken' };
    const [widthPx, heightPx] = orientation >= 5 && orientation <= 8 ? [height, width] : [width, height];
    return { kind: 'picture', mediaType: reader.mediaType, widthPx, heightPx, frames: reader.countFrames(bytes) };
  } catch {
    return { kind: 'broken' };
  }
}
