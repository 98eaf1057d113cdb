import type { MediaFacts } from '../media-facts.ts';
import { MAX_PHOTO_SIDE_PX, MIN_PHOTO_SIDE_PX } from '../x-limits.ts';
import type { PictureRules } from './picture-fitter.ts';

/** A picture of more pixels is not decoded: at 4 bytes each they would fill 200 MB. */
export const MAX_DECODED_PX = 50_000_000;

/** A picture of more bytes is not read into memory: only a large TIFF that is not packed has so many. */
export const MAX_DECODED_BYTES = 100_000_000;

/** What X does not take and a picture can be made of. */
const convertibleTypes = new Set(['image/tiff', 'image/avif']);

/** Whether X shows pictures of this type. */
export function isForeign({ mediaType }: Pick<MediaFacts, 'mediaType'>): boolean {
  return convertibleTypes.has(mediaType);
}

/** Whether X would refuse the picture as it is. */
export function isBeyondX(facts: MediaFacts, maxPhotoBytes: number): boolean {
  const { widthPx = 0, heightPx = 0, totalBytes } = facts;
  return isForeign(facts) || totalBytes > maxPhotoBytes || Math.max(widthPx, heightPx) > MAX_PHOTO_SIDE_PX;
}

/** The picture as it will be at worst when its turn comes, for the validator; as it is where it cannot be made fit. */
export function expectFit(
  facts: MediaFacts,
  { oversize }: { readonly oversize?: PictureRules['oversize'] },
  maxPhotoBytes: number,
): MediaFacts {
  if (oversize !== 'downscale' || !canBeFitted(facts)) return facts;
  const { widthPx, heightPx, totalBytes } = facts;
  const scale = Math.min(1, MAX_PHOTO_SIDE_PX / Math.max(widthPx ?? 1, heightPx ?? 1));
  return {
    ...facts,
    mediaType: isForeign(facts) ? 'image/jpeg' : facts.mediaType,
    totalBytes: Math.min(totalBytes, maxPhotoBytes),
    ...(widthPx === undefined ? {} : { widthPx: Math.round(widthPx * scale) }),
    ...(heightPx === undefined ? {} : { heightPx: Math.round(heightPx * scale) }),
  };
}

/** Whether re-encoding can make it a picture that X takes. */
export function canBeFitted({ kind, moves, totalBytes, widthPx = 0, heightPx = 0 }: MediaFacts): boolean {
  if (kind !== 'photo' || moves === true || totalBytes > MAX_DECODED_BYTES) return false;
  const scale = Math.min(1, MAX_PHOTO_SIDE_PX / Math.max(widthPx, heightPx, 1));
  const isLine = widthPx > 0 && Math.min(widthPx, heightPx) * scale < MIN_PHOTO_SIDE_PX;
  return !isLine && widthPx * heightPx <= MAX_DECODED_PX;
}
