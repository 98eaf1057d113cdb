import type { TweetShape } from '../../triggers/v1-bridge/read-shape.ts';
import { renderTrimmedUser, renderUser } from '../../triggers/v1-bridge/render-user.ts';
import { xDate } from '../../triggers/v1-bridge/x-date.ts';
import type { BridgePost } from '../bridge-account.ts';
import { isOwnMedia, renderEntities } from './render-entities.ts';

/**
 * The Tweet object of v1.1: every key of the documents' examples of 2012 and of the answers recorded in 2019, in their
 * order. Ids are exact numbers, and texts beside them.
 */
export function renderTweet(post: BridgePost, shape: TweetShape): Readonly<Record<string, unknown>> {
  const { postId, createdAtEpochMs, author, repostsCount = 0, likesCount = 0, language = 'und' } = post;
  return {
    created_at: xDate(createdAtEpochMs),
    id: BigInt(postId),
    id_str: postId,
    ...renderText(post, shape),
    ...(shape.entities ? renderEntities(post, shape) : {}),
    source: renderSource(post.source),
    ...replyFields(post),
    user: shape.trimUser ? renderTrimmedUser(author) : renderUser(author),
    ...placeFields(post),
    contributors: null,
    ...quoteFields(post),
    retweet_count: repostsCount,
    favorite_count: likesCount,
    favorited: false,
    retweeted: false,
    ...sensitivity(post),
    lang: language,
  };
}

function renderText(post: BridgePost, { extended }: TweetShape): Readonly<Record<string, unknown>> {
  const { text, displayRange } = post;
  if (!extended) return { text, truncated: false };
  const { start, end } = displayRange ?? { start: 0, end: endOfWords(post) };
  return { full_text: text, truncated: false, display_text_range: [start, end] };
}

/** In code points, without the link to its own media and the space before it. */
function endOfWords({ text, links, media }: BridgePost): number {
  const { length } = Array.from(text);
  const own = media.length === 0 ? undefined : links.find(isOwnMedia);
  return own === undefined || own.end !== length ? length : Math.max(0, own.start - 1);
}

/** v2 has the name of the app alone, or nothing. */
function renderSource(source = 'Pigeonpost'): string {
  return source.startsWith('<a ') ? source : `<a href="" rel="nofollow">${source}</a>`;
}

function replyFields({ replyTo, replyToUserId, replyToScreenName }: BridgePost): Readonly<Record<string, unknown>> {
  return {
    in_reply_to_status_id: replyTo === undefined ? null : BigInt(replyTo),
    in_reply_to_status_id_str: replyTo ?? null,
    in_reply_to_user_id: replyToUserId === undefined ? null : BigInt(replyToUserId),
    in_reply_to_user_id_str: replyToUserId ?? null,
    in_reply_to_screen_name: replyToScreenName ?? null,
  };
}

/** `geo` has the latitude first, `coordinates` the longitude. */
function placeFields({ point, placeId, placeName }: BridgePost): Readonly<Record<string, unknown>> {
  const at = point === undefined ? undefined : ([point.lat, point.long] as const);
  return {
    geo: at === undefined ? null : { type: 'Point', coordinates: at },
    coordinates: at === undefined ? null : { type: 'Point', coordinates: at.toReversed() },
    place: placeId === undefined ? null : { id: placeId, name: placeName ?? '', full_name: placeName ?? '' },
  };
}

function quoteFields({ quoted }: BridgePost): Readonly<Record<string, unknown>> {
  if (quoted === undefined) return { is_quote_status: false };
  return { is_quote_status: true, quoted_status_id: BigInt(quoted), quoted_status_id_str: quoted };
}

/** Only Tweets with media or a link tell it. */
function sensitivity({ media, links, isSensitive = false }: BridgePost): Readonly<Record<string, unknown>> {
  return media.length + links.length === 0 ? {} : { possibly_sensitive: isSensitive };
}
