import type { Post } from '../../domain/post.ts';
import type { Publication } from '../../domain/publication.ts';
import type { BridgePost, BridgePostMedia, BridgeUser } from '../bridge-account.ts';

/**
 * A post of ours as far as it is known without reading it on X: its words as they were sent, its media by their ids. Who
 * is nobody where X never told whose account it is.
 */
export function unreadPost(row: Publication, author: BridgeUser = nobody): BridgePost | undefined {
  const { post, result } = row;
  if (post === null || result === null) return undefined;
  return {
    postId: result.postId,
    text: escape(post.text),
    createdAtEpochMs: result.postedAtEpochMs,
    author,
    ...(post.replyTo === undefined ? {} : { replyTo: post.replyTo }),
    ...(post.geo?.placeId === undefined ? {} : { placeId: post.geo.placeId }),
    isSensitive: post.sensitive === true,
    links: [],
    hashtags: [],
    symbols: [],
    mentions: [],
    media: mediaOf(row, post),
  };
}

const nobody: BridgeUser = { userId: '0', screenName: '', name: '' };

function mediaOf({ media }: Publication, post: Post): readonly BridgePostMedia[] {
  return post.media.flatMap(({ altText }, at) => {
    const { mediaId, mediaKey = `3_${mediaId}`, mediaType = '' } = media[at] ?? {};
    if (mediaId === undefined) return [];
    const type = mediaType.startsWith('video/') ? 'video' : 'photo';
    return [{ mediaId, mediaKey, type, ...(altText === undefined ? {} : { altText }) }];
  });
}

/** As X writes texts. */
function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
