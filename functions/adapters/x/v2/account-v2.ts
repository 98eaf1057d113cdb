import { unsupportedByV2 } from '../../../domain/drivers/unsupported-by-v2.ts';
import type { XAccount } from '../../../domain/x-account.ts';
import { connectAhead } from '../call/connect-ahead.ts';
import type { Session } from '../call/session.ts';
import type { DriverSettings } from '../driver.ts';
import { createPost } from './create-post.ts';
import { describeMedia } from './describe-media.ts';
import { mediaStatus } from './media-status.ts';
import { recentPosts } from './recent-posts.ts';
import { uploadMedia } from './upload-media.ts';
import { whoAmI } from './who-am-i.ts';

/** An account on X's API v2, with OAuth 1.0a user context. */
export function accountV2(session: Session, settings: DriverSettings): XAccount {
  return {
    driver: 'v2',
    takesInlineMedia: false,
    tokenFingerprint: session.tokenFingerprint,
    unsupportedFields: unsupportedByV2,
    connectAhead: () => connectAhead(session, settings.apiUrl),
    uploadMedia: (source, options = {}) => uploadMedia(session, settings, source, options),
    mediaStatus: (mediaId, signal) => mediaStatus(session, settings, mediaId, signal),
    describeMedia: (mediaId, description, signal) => describeMedia(session, settings, mediaId, description, signal),
    createPost: (request, signal) => createPost(session, settings, request, signal),
    recentPosts: (sinceEpochMs, signal) => recentPosts(session, settings, sinceEpochMs, signal),
    whoAmI: (signal) => whoAmI(session, settings, signal),
  };
}
