import { unsupportedByUpdateWithMedia, unsupportedByV1 } from '../../../domain/drivers/unsupported-by-v1.ts';
import type { PostRequest, XAccount } from '../../../domain/x-account.ts';
import { connectAhead } from '../call/connect-ahead.ts';
import type { Session } from '../call/session.ts';
import type { DriverSettings } from '../driver.ts';
import { createPost } from './create-post.ts';
import { createWithMedia } from './create-with-media.ts';
import { describeMedia } from './describe-media.ts';
import { openInlineLimits } from './inline-limits.ts';
import { mediaStatus } from './media-status.ts';
import { recentPosts } from './recent-posts.ts';
import { uploadMedia } from './upload-media.ts';
import { whoAmI } from './who-am-i.ts';

/** An account on X's API v1.1: media are uploaded first, then attached by `statuses/update`. */
export function accountV1(session: Session, settings: DriverSettings): XAccount {
  return {
    driver: 'v1',
    takesInlineMedia: false,
    tokenFingerprint: session.tokenFingerprint,
    unsupportedFields: unsupportedByV1,
    connectAhead({ media }) {
      if (media.length > 0) connectAhead(session, settings.uploadUrl);
      connectAhead(session, settings.apiUrl);
    },
    uploadMedia: (source, options = {}) => uploadMedia(session, settings, source, options),
    mediaStatus: (mediaId, signal) => mediaStatus(session, settings, mediaId, signal),
    describeMedia: (mediaId, description, signal) => describeMedia(session, settings, mediaId, description, signal),
    createPost: (request, signal) => createPost(session, settings, request, signal),
    recentPosts: (sinceEpochMs, signal) => recentPosts(session, settings, sinceEpochMs, signal),
    whoAmI: (signal) => whoAmI(session, settings, signal),
  };
}

/** The same, but a picture goes with the post in one call (`statuses/update_with_media`). */
export function accountWithInlineMedia(session: Session, settings: DriverSettings): XAccount {
  const readLimits = openInlineLimits(session, settings);
  return {
    ...accountV1(session, settings),
    takesInlineMedia: true,
    unsupportedFields: unsupportedByUpdateWithMedia,
    connectAhead: () => connectAhead(session, settings.apiUrl),
    inlineLimits: readLimits,
    createPost: (request, signal) =>
      hasInlineMedia(request)
        ? createWithMedia(session, settings, request, readLimits, signal)
        : createPost(session, settings, request, signal),
  };
}

function hasInlineMedia(
  request: PostRequest,
): request is PostRequest & { readonly inlineMedia: NonNullable<PostRequest['inlineMedia']> } {
  return request.inlineMedia !== undefined;
}
