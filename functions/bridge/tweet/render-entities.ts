import type { TweetShape } from '../../triggers/v1-bridge/read-shape.ts';
import type { BridgePost, BridgeSpan } from '../bridge-account.ts';
import { renderMediaEntity } from './render-media-entity.ts';

/** `entities` and, with media, `extended_entities`: the one has the first medium, the other all of them. */
export function renderEntities(post: BridgePost, { altText }: TweetShape): Readonly<Record<string, unknown>> {
  const plain = {
    hashtags: post.hashtags.map(({ text, ...span }) => ({ text, indices: indicesOf(span) })),
    symbols: post.symbols.map(({ text, ...span }) => ({ text, indices: indicesOf(span) })),
    user_mentions: post.mentions.map(renderMention),
    urls: post.links.filter((link) => !isOwnMedia(link)).map(renderLink),
  };
  const own = post.links.filter(isOwnMedia);
  const media = post.media.map((medium) => {
    const link = own.find(({ mediaKey }) => mediaKey === medium.mediaKey) ?? own[0];
    return renderMediaEntity(medium, link, altText);
  });
  if (media.length === 0) return { entities: plain };
  return { entities: { ...plain, media: media.slice(0, 1) }, extended_entities: { media } };
}

/** X may leave the key of the medium out; the address of its page tells it too. */
export function isOwnMedia({ mediaKey, expandedUrl }: BridgePost['links'][number]): boolean {
  return mediaKey !== undefined || /\/status\/\d+\/(?:photo|video)\/\d+$/.test(expandedUrl);
}

function renderLink({ url, expandedUrl, displayUrl, ...span }: BridgePost['links'][number]) {
  return { url, expanded_url: expandedUrl, display_url: displayUrl, indices: indicesOf(span) };
}

function renderMention({ screenName, name = screenName, userId, ...span }: BridgePost['mentions'][number]) {
  const ids = userId === undefined ? { id: null, id_str: null } : { id: BigInt(userId), id_str: userId };
  return { screen_name: screenName, name, ...ids, indices: indicesOf(span) };
}

function indicesOf({ start, end }: BridgeSpan): readonly [number, number] {
  return [start, end];
}
