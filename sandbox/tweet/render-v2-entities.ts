import type { Tweet } from '../state/tweet.ts';
import type { World } from '../state/world.ts';
import { displayUrl, expandedUrl } from '../text/display-url.ts';
import { strangerId } from './render-entities.ts';
import { permalink, shownText } from './shown-text.ts';

/** `entities` of a v2 post: media links stand among the urls; undefined when there are none. */
export function renderV2Entities(tweet: Tweet, world: World): Readonly<Record<string, unknown[]>> | undefined {
  const { entities, mediaLink } = shownText(tweet);
  const found: Record<string, unknown[]> = {};
  const add = (kind: string, [start, end]: readonly [number, number], rest: object): void => {
    (found[kind] ??= []).push({ start, end, ...rest });
  };
  for (const { entity, indices, tco } of entities) {
    if (entity.kind === 'hashtag') add('hashtags', indices, { tag: entity.text });
    if (entity.kind === 'symbol') add('cashtags', indices, { tag: entity.text });
    if (entity.kind === 'mention') add('mentions', indices, mention(entity.screenName, world));
    if (entity.kind === 'url') {
      add('urls', indices, { url: tco, expanded_url: expandedUrl(entity.url), display_url: displayUrl(entity.url) });
    }
  }
  for (const mediaId of mediaLink === undefined ? [] : tweet.mediaIds) {
    if (mediaLink !== undefined) add('urls', mediaLink.indices, mediaUrl(tweet, mediaId, mediaLink.tco, world));
  }
  return Object.keys(found).length === 0 ? undefined : found;
}

function mention(screenName: string, world: World): object {
  const account = world.accountBook.byName(screenName);
  return { username: account?.screenName ?? screenName, id: account?.userId ?? strangerId(screenName) };
}

function mediaUrl(tweet: Tweet, mediaId: string, tco: string, world: World): object {
  const media = world.media.find(mediaId);
  const screenName = world.accountBook.byId(tweet.userId)?.screenName ?? '';
  return {
    url: tco,
    expanded_url: `https://${permalink(screenName, tweet.id, media)}`,
    display_url: tco.replace('https://t.co/', 'pic.twitter.com/'),
    ...(media === undefined ? {} : { media_key: media.mediaKey }),
  };
}
