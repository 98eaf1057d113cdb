import { MediaRejectedError } from '../../../domain/errors.ts';
import type { MediaKind, MediaSource } from '../../../domain/x-account.ts';
import { MAX_GIF_BYTES, MAX_PHOTO_BYTES, MAX_VIDEO_BYTES } from '../../../domain/x-limits.ts';
import { adviceOf } from '../answers/own-outcomes.ts';

interface KindRule {
  readonly mediaTypes: readonly string[];
  readonly maxBytes: number;
}

/** What X takes (media best practices, August 2026). */
const rules: Readonly<Record<MediaKind, KindRule>> = {
  photo: { mediaTypes: ['image/jpeg', 'image/png', 'image/webp', 'image/gif'], maxBytes: MAX_PHOTO_BYTES },
  'animated-gif': { mediaTypes: ['image/gif'], maxBytes: MAX_GIF_BYTES },
  video: { mediaTypes: ['video/mp4', 'video/quicktime'], maxBytes: MAX_VIDEO_BYTES },
};

/**
 * Refuses what X would refuse after the upload.
 *
 * @throws MediaRejectedError `MEDIA_TYPE`, `MEDIA_EMPTY` or `MEDIA_TOO_LARGE`
 */
export function checkMedia(source: MediaSource, rule: KindRule = rules[source.kind]): void {
  const { kind, mediaType, totalBytes } = source;
  if (!rule.mediaTypes.includes(mediaType)) {
    const message = `a ${kind} of type ${mediaType} cannot be posted; X takes ${rule.mediaTypes.join(', ')}`;
    throw new MediaRejectedError('MEDIA_TYPE', message, { advice: adviceOf('MEDIA_TYPE') });
  }
  if (totalBytes === 0) {
    throw new MediaRejectedError('MEDIA_EMPTY', `the ${kind} holds no bytes`, { advice: adviceOf('MEDIA_EMPTY') });
  }
  if (totalBytes > rule.maxBytes) {
    const message = `the ${kind} has ${totalBytes} bytes; X takes ${rule.maxBytes}`;
    throw new MediaRejectedError('MEDIA_TOO_LARGE', message, { advice: adviceOf('MEDIA_TOO_LARGE') });
  }
}

/** X's names of what a medium is for (`media_category`). */
export const mediaCategories: Readonly<Record<MediaKind, string>> = {
  photo: 'tweet_image',
  'animated-gif': 'tweet_gif',
  video: 'tweet_video',
};
