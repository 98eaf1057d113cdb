import type { BridgeLink, BridgePost, BridgePostMedia, BridgeSpan } from '../../../bridge/bridge-account.ts';
import { PigeonpostError } from '../../../domain/errors.ts';
import { fieldsOf, idOf, listOf, numberOf, textOf } from '../answers/parse-exact.ts';
import { callRepeatedly } from '../call/call-repeatedly.ts';
import type { Session } from '../call/session.ts';
import type { DriverSettings } from '../driver.ts';
import { displayRange } from '../timeline/display-range.ts';
import { timeOfSnowflake } from '../timeline/snowflake.ts';
import { given } from '../upload/bridge-media.ts';
import { readUser } from './bridge-user.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The post with its media and its author (GET statuses/show). */
export function readPost(
  session: Session,
  { apiUrl }: DriverSettings,
  postId: string,
  signal?: AbortSignal,
): Promise<BridgePost | undefined> {
  const query = [
    ['id', postId],
    ['tweet_mode', 'extended'],
    ['include_ext_alt_text', 'true'],
  ] as const;
  const path = '/1.1/statuses/show.json';
  const call = { step: 'read', method: 'GET', baseUrl: apiUrl, path, query, deadline: 'short', signal } as const;
  return orGone(() => callRepeatedly(session, call, ({ json }) => postOf(fieldsOf(json))), undefined);
}

/** Deletes it (POST statuses/destroy/:id); false when X has no such post. */
export function deletePost(
  session: Session,
  { apiUrl }: DriverSettings,
  postId: string,
  signal?: AbortSignal,
): Promise<boolean> {
  const path = `/1.1/statuses/destroy/${postId}.json`;
  const call = { step: 'read', method: 'POST', baseUrl: apiUrl, path, deadline: 'short', signal } as const;
  return orGone(() => callRepeatedly(session, call, () => true), false);
}

async function orGone<Value>(ask: () => Promise<Value>, gone: Value): Promise<Value> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof PigeonpostError && error.x?.status === 404) return gone;
    throw error;
  }
}

function postOf(post: Fields): BridgePost | undefined {
  const postId = idOf(post['id_str'], post['id']);
  const author = readUser(post['user']);
  if (postId === undefined || author === undefined) return undefined;
  const createdAtEpochMs = Date.parse(textOf(post['created_at']) ?? '');
  return {
    postId,
    text: textOf(post['full_text']) ?? textOf(post['text']) ?? '',
    createdAtEpochMs: Number.isNaN(createdAtEpochMs) ? timeOfSnowflake(postId) : createdAtEpochMs,
    author,
    ...given('displayRange', displayRange(post['display_text_range'])),
    ...given('language', textOf(post['lang'])),
    ...given('source', textOf(post['source'])),
    ...given('replyTo', idOf(post['in_reply_to_status_id_str'])),
    ...given('replyToUserId', idOf(post['in_reply_to_user_id_str'])),
    ...given('replyToScreenName', textOf(post['in_reply_to_screen_name'])),
    ...given('quoted', idOf(post['quoted_status_id_str'])),
    ...(typeof post['possibly_sensitive'] === 'boolean' ? { isSensitive: post['possibly_sensitive'] } : {}),
    ...given('repostsCount', numberOf(post['retweet_count'])),
    ...given('likesCount', numberOf(post['favorite_count'])),
    ...entitiesOf(post),
    ...given('placeId', textOf(fieldsOf(post['place'])['id'])),
    ...given('placeName', textOf(fieldsOf(post['place'])['full_name'])),
    ...given('point', pointOf(post)),
  };
}

function pointOf(post: Fields): BridgePost['point'] {
  const [lat, long] = listOf(fieldsOf(post['geo'])['coordinates']).map(numberOf);
  return lat === undefined || long === undefined ? undefined : { lat, long };
}

type Entities = Pick<BridgePost, 'links' | 'hashtags' | 'symbols' | 'mentions' | 'media'>;

function entitiesOf(post: Fields): Entities {
  const entities = fieldsOf(post['entities']);
  const tags = (kind: string) =>
    listOf(entities[kind]).map((item) => ({ ...spanOf(item), text: textOf(fieldsOf(item)['text']) ?? '' }));
  const media = listOf(fieldsOf(post['extended_entities'])['media']);
  const shown = media.flatMap((item) => mediumOf(fieldsOf(item)) ?? []);
  return {
    links: [
      ...listOf(entities['urls']).map((item) => linkOf(item)),
      ...media.map((item, index) => ({ ...linkOf(item), ...given('mediaKey', shown[index]?.mediaKey) })),
    ],
    hashtags: tags('hashtags'),
    symbols: tags('symbols'),
    mentions: listOf(entities['user_mentions']).map((item) => ({
      ...spanOf(item),
      screenName: textOf(fieldsOf(item)['screen_name']) ?? '',
      ...given('userId', idOf(fieldsOf(item)['id_str'])),
      ...given('name', textOf(fieldsOf(item)['name'])),
    })),
    media: shown,
  };
}

function spanOf(item: unknown): BridgeSpan {
  const [start, end] = listOf(fieldsOf(item)['indices']);
  return { start: numberOf(start) ?? 0, end: numberOf(end) ?? 0 };
}

function linkOf(item: unknown): BridgeLink {
  const link = fieldsOf(item);
  const url = textOf(link['url']) ?? '';
  return {
    ...spanOf(item),
    url,
    expandedUrl: textOf(link['expanded_url']) ?? url,
    displayUrl: textOf(link['display_url']) ?? url,
  };
}

/** Prefixes of media keys, which v1.1 does not tell here. */
const KEY_PREFIXES: Readonly<Record<BridgePostMedia['type'], string>> = { photo: '3', video: '7', animated_gif: '16' };

function mediumOf(medium: Fields): BridgePostMedia | undefined {
  const mediaId = idOf(medium['id_str'], medium['id']);
  const type = textOf(medium['type']);
  if (mediaId === undefined || type === undefined || !isType(type)) return undefined;
  const large = fieldsOf(fieldsOf(medium['sizes'])['large']);
  const info = fieldsOf(medium['video_info']);
  const variants = listOf(info['variants']).map(fieldsOf).map(variantOf);
  return {
    mediaId,
    mediaKey: `${KEY_PREFIXES[type]}_${mediaId}`,
    type,
    ...given('url', textOf(medium['media_url_https'])),
    ...given('widthPx', numberOf(large['w'])),
    ...given('heightPx', numberOf(large['h'])),
    ...given('altText', textOf(medium['ext_alt_text'])),
    ...given('durationMs', numberOf(info['duration_millis'])),
    ...(variants.length === 0 ? {} : { variants }),
  };
}

function isType(type: string): type is BridgePostMedia['type'] {
  return Object.hasOwn(KEY_PREFIXES, type);
}

function variantOf(variant: Fields): NonNullable<BridgePostMedia['variants']>[number] {
  return {
    contentType: textOf(variant['content_type']) ?? '',
    url: textOf(variant['url']) ?? '',
    ...given('bitRate', numberOf(variant['bitrate'])),
  };
}
