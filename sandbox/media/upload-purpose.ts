import type { Settings } from '../state/settings.ts';
import { type CategoryRule, type MediaCategory, categoryRule } from './media-category.ts';
import { badMedia, unrecognizedMedia } from './media-refused-error.ts';

/** What the media must be, and whether X works on it after FINALIZE. */
export interface UploadPurpose {
  readonly shows: CategoryRule['shows'];
  readonly isProcessed: boolean;
}

/** Content types X takes at INIT (OpenAPI document 2.167, August 2026), but for subtitles and models, which are not built. */
const KNOWN_TYPES = /^(?:image\/(?:jpe?g|pjpeg|png|gif|webp|bmp|tiff)|video\/(?:mp4|quicktime|webm|mp2t))$/i;

/**
 * What category and declared type say together. Without a category a film is one by its declared type and is ready at once,
 * and everything else is a picture: without `tweet_gif` a GIF has the limit of pictures.
 *
 * @throws MediaRefusedError when the declared type is none that X takes, or contradicts the category
 */
export function purposeOf(category: MediaCategory | undefined, declaredType: string | undefined): UploadPurpose {
  const declared = declaredType?.split(';')[0]?.trim().toLowerCase();
  if (declared !== undefined && !KNOWN_TYPES.test(declared)) throw unrecognizedMedia();
  if (category === undefined)
    return { shows: declared?.startsWith('video/') ? 'video' : 'picture', isProcessed: false };
  const { shows } = categoryRule(category);
  if (declared !== undefined && !mayShow(shows, declared)) throw unrecognizedMedia();
  return { shows, isProcessed: shows !== 'picture' };
}

/** @throws MediaRefusedError when media of that purpose may not be that large */
export function checkSize({ shows }: UploadPurpose, sizeBytes: number, { media }: Settings): void {
  const maxBytes = { picture: media.photoBytes, gif: media.gifBytes, video: media.videoBytes }[shows];
  if (sizeBytes > maxBytes) throw badMedia(`File size exceeds ${maxBytes} bytes.`);
}

function mayShow(shows: UploadPurpose['shows'], declared: string): boolean {
  if (shows === 'gif') return declared === 'image/gif';
  return declared.startsWith(shows === 'video' ? 'video/' : 'image/');
}
