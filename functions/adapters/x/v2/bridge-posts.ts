import type { BridgeLink, BridgePost, BridgePostMedia, BridgeSpan } from '../../../bridge/bridge-account.ts';
import type { Answer } from '../answers/parse-answer.ts';
import { fieldsOf, idOf, listOf, numberOf, textOf } from '../answers/parse-exact.ts';
import { callRepeatedly } from '../call/call-repeatedly.ts';
import type { Session } from '../call/session.ts';
import type { DriverSettings } from '../driver.ts';
import { displayRange } from '../timeline/display-range.ts';
import { timeOfSnowflake } from '../timeline/snowflake.ts';
import { given } from '../upload/bridge-media.ts';
import { readUser, USER_FIELDS } from './bridge-user.ts';

type Fields = Readonly<Record<string, unknown>>;

const FIELDS = [
  [
    'tweet.fields',
    'attachments,author_id,created_at,display_text_range,entities,geo,in_reply_to_user_id,lang,possibly_sensitive,public_metrics,referenced_tweets,source',
  ],
  ['expansions', 'attachments.media_keys,author_id,entities.mentions.username,geo.place_id,in_reply_to_user_id'],
  ['place.fields', 'full_name'],
  ['media.fields', 'alt_text,duration_ms,height,media_key,preview_image_url,type,url,variants,width'],
  ['user.fields', USER_FIELDS],
] as const;

/** The post with its media and its author (GET /2/tweets/:id); X answers 200 with errors for one that is not there. */
export async function readPost(
  session: Session,
  { apiUrl }: DriverSettings,
  postId: string,
  signal?: AbortSignal,
): Promise<BridgePost | undefined> {
  const call = { ...callOf(postId, signal), step: 'read', method: 'GET', baseUrl: apiUrl, query: FIELDS } as const;
  const answer = await callRepeatedly(session, call, ({ json }) => {
    const body = fieldsOf(json);
    if (body['data'] === undefined && listOf(body['errors']).length > 0) return { post: undefined };
    const post = postOf(body);
    return post === undefined ? undefined : { post };
  });
  return answer.post;
}

/** Deletes it (DELETE /2/tweets/:id); false where X says that there was nothing to delete. */
export async function deletePost(
  session: Session,
  { apiUrl }: DriverSettings,
  postId: string,
  signal?: AbortSignal,
): Promise<boolean> {
  const call = { ...callOf(postId, signal), step: 'read', method: 'DELETE', baseUrl: apiUrl } as const;
  const { deleted } = await callRepeatedly(session, call, ({ json }: Answer) => {
    const deleted = fieldsOf(fieldsOf(json)['data'])['deleted'];
    return typeof deleted === 'boolean' ? { deleted } : undefined;
  });
  return deleted;
}

function callOf(postId: string, signal: AbortSignal | undefined) {
  return { path: `/2/tweets/${postId}`, deadline: 'short', signal } as const;
}

function postOf(body: Fields): BridgePost | undefined {
  const data = fieldsOf(body['data']);
  const includes = fieldsOf(body['includes']);
  const users = listOf(includes['users']).flatMap((user) => readUser(user) ?? []);
  const postId = idOf(data['id']);
  const author = users.find(({ userId }) => userId === idOf(data['author_id']));
  if (postId === undefined || author === undefined) return undefined;
  const createdAtEpochMs = Date.parse(textOf(data['created_at']) ?? '');
  const replyToUserId = idOf(data['in_reply_to_user_id']);
  const metrics = fieldsOf(data['public_metrics']);
  return {
    postId,
    text: textOf(data['text']) ?? '',
    createdAtEpochMs: Number.isNaN(createdAtEpochMs) ? timeOfSnowflake(postId) : createdAtEpochMs,
    author,
    ...given('displayRange', displayRange(data['display_text_range'])),
    ...given('language', textOf(data['lang'])),
    ...given('source', textOf(data['source'])),
    ...given('replyTo', referenced(data, 'replied_to')),
    ...given('replyToUserId', replyToUserId),
    ...given('replyToScreenName', users.find(({ userId }) => userId === replyToUserId)?.screenName),
    ...given('quoted', referenced(data, 'quoted')),
    ...(typeof data['possibly_sensitive'] === 'boolean' ? { isSensitive: data['possibly_sensitive'] } : {}),
    ...given('repostsCount', numberOf(metrics['retweet_count'])),
    ...given('likesCount', numberOf(metrics['like_count'])),
    ...entitiesOf(fieldsOf(data['entities']), users),
    media: listOf(fieldsOf(data['attachments'])['media_keys']).flatMap((key) => mediumOf(key, includes) ?? []),
    ...placeOf(fieldsOf(data['geo']), includes),
  };
}

function placeOf(geo: Fields, includes: Fields): Pick<BridgePost, 'placeId' | 'placeName'> {
  const placeId = textOf(geo['place_id']);
  const place = listOf(includes['places'])
    .map(fieldsOf)
    .find(({ id }) => id === placeId);
  return { ...given('placeId', placeId), ...given('placeName', textOf(place?.['full_name'])) };
}

function referenced(data: Fields, type: string): string | undefined {
  const found = listOf(data['referenced_tweets']).map(fieldsOf);
  return idOf(found.find((reference) => reference['type'] === type)?.['id']);
}

function entitiesOf(
  entities: Fields,
  users: readonly BridgePost['author'][],
): Pick<BridgePost, 'links' | 'hashtags' | 'symbols' | 'mentions'> {
  const tags = (kind: string) =>
    listOf(entities[kind]).map((item) => ({ ...spanOf(item), text: textOf(fieldsOf(item)['tag']) ?? '' }));
  return {
    links: listOf(entities['urls']).map(linkOf),
    hashtags: tags('hashtags'),
    symbols: tags('cashtags'),
    mentions: listOf(entities['mentions']).map((item) => {
      const screenName = textOf(fieldsOf(item)['username']) ?? '';
      const user = users.find((each) => each.screenName.toLowerCase() === screenName.toLowerCase());
      const userId = idOf(fieldsOf(item)['id']) ?? user?.userId;
      return { ...spanOf(item), screenName, ...given('userId', userId), ...given('name', user?.name) };
    }),
  };
}

function spanOf(item: unknown): BridgeSpan {
  const { start, end } = fieldsOf(item);
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
    ...given('mediaKey', textOf(link['media_key'])),
  };
}

const TYPES: readonly string[] = ['photo', 'video', 'animated_gif'];

function mediumOf(key: unknown, includes: Fields): BridgePostMedia | undefined {
  const medium = listOf(includes['media'])
    .map(fieldsOf)
    .find((each) => each['media_key'] === key);
  const mediaKey = textOf(key);
  const type = textOf(medium?.['type']);
  if (medium === undefined || mediaKey === undefined || type === undefined || !TYPES.includes(type)) return undefined;
  const variants = listOf(medium['variants']).map(fieldsOf).map(variantOf);
  return {
    mediaId: mediaKey.slice(mediaKey.indexOf('_') + 1),
    mediaKey,
    type: type as BridgePostMedia['type'],
    ...given('url', textOf(medium['url']) ?? textOf(medium['preview_image_url'])),
    ...given('widthPx', numberOf(medium['width'])),
    ...given('heightPx', numberOf(medium['height'])),
    ...given('altText', textOf(medium['alt_text'])),
    ...given('durationMs', numberOf(medium['duration_ms'])),
    ...(variants.length === 0 ? {} : { variants }),
  };
}

function variantOf(variant: Fields): NonNullable<BridgePostMedia['variants']>[number] {
  return {
    contentType: textOf(variant['content_type']) ?? '',
    url: textOf(variant['url']) ?? '',
    ...given('bitRate', numberOf(variant['bit_rate'])),
  };
}
