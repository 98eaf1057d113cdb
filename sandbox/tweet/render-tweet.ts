import type { Account } from '../state/account.ts';
import type { Media } from '../state/media-library.ts';
import type { Tweet } from '../state/tweet.ts';
import type { World } from '../state/world.ts';
import { guessLanguage } from '../text/guess-language.ts';
import { findPlace, renderPlace } from './places.ts';
import { renderEntities } from './render-entities.ts';
import { renderMediaEntity } from './render-media-entity.ts';
import { renderQuoted } from './render-quoted.ts';
import { renderText } from './render-text.ts';
import { renderTrimmedUser, renderUser } from './render-user.ts';
import { permalink, shownText } from './shown-text.ts';
import { type TweetShape, WHOLE_TWEET } from './tweet-shape.ts';
import { xDate } from './x-date.ts';

/** The v1.1 Tweet object: every key of the documents' examples, in the order X was recorded to send them in 2019. */
export function renderTweet(
  tweet: Tweet,
  world: World,
  shape: TweetShape = WHOLE_TWEET,
): Readonly<Record<string, unknown>> {
  const author = world.accountBook.byId(tweet.userId);
  if (author === undefined) throw new Error(`Tweet ${tweet.id} belongs to no account`);
  const media = tweet.mediaIds.flatMap((id) => world.media.find(id) ?? []);
  return {
    created_at: xDate(tweet.createdAtEpochMs),
    id: BigInt(tweet.id),
    id_str: tweet.id,
    ...renderText(tweet, shape),
    ...(shape.entities ? entitiesAndMedia(tweet, author, media, world, shape) : {}),
    source: world.accountBook.appAnchor(tweet.consumerKey),
    ...replyFields(tweet),
    user: shape.trimUser ? renderTrimmedUser(author) : renderUser(author, world),
    ...placeFields(tweet),
    contributors: null,
    ...renderQuoted(tweet, world, (quoted) => renderTweet(quoted, world, shape)),
    retweet_count: 0,
    favorite_count: 0,
    favorited: false,
    retweeted: false,
    ...sensitivity(tweet, media),
    lang: guessLanguage(tweet.text),
  };
}

function entitiesAndMedia(
  tweet: Tweet,
  author: Account,
  media: readonly Media[],
  world: World,
  shape: TweetShape,
): Record<string, unknown> {
  const { entities, mediaLink } = shownText(tweet);
  const plain = renderEntities(entities, world);
  if (mediaLink === undefined) return { entities: plain };
  const link = { ...mediaLink, permalink: permalink(author.screenName, tweet.id, media[0]) };
  const all = media.map((item) => renderMediaEntity(item, link, shape.altText));
  return { entities: { ...plain, media: all.slice(0, 1) }, extended_entities: { media: all } };
}

function replyFields({ replyTo }: Tweet): Record<string, unknown> {
  return {
    in_reply_to_status_id: replyTo === undefined ? null : BigInt(replyTo.statusId),
    in_reply_to_status_id_str: replyTo?.statusId ?? null,
    in_reply_to_user_id: replyTo === undefined ? null : BigInt(replyTo.userId),
    in_reply_to_user_id_str: replyTo?.userId ?? null,
    in_reply_to_screen_name: replyTo?.screenName ?? null,
  };
}

/** `geo` has latitude first, `coordinates` longitude. */
function placeFields({ point, placeId }: Tweet): Record<string, unknown> {
  const place = placeId === undefined ? undefined : findPlace(placeId);
  return {
    geo: point === undefined ? null : { type: 'Point', coordinates: [point.lat, point.long] },
    coordinates: point === undefined ? null : { type: 'Point', coordinates: [point.long, point.lat] },
    place: place === undefined ? null : renderPlace(place),
  };
}

/** Only Tweets with media or a link say whether they are sensitive. */
function sensitivity(tweet: Tweet, media: readonly Media[]): Record<string, unknown> {
  const hasLink = shownText(tweet).entities.some(({ entity }) => entity.kind === 'url');
  if (media.length === 0 && !hasLink) return {};
  return { possibly_sensitive: tweet.sensitive || media.some((item) => item.sensitive) };
}
