import type { RecentPost } from '../../../domain/x-account.ts';
import type { Answer } from '../answers/parse-answer.ts';
import { fieldsOf, idOf, listOf, textOf } from '../answers/parse-exact.ts';
import { callRepeatedly } from '../call/call-repeatedly.ts';
import type { Session } from '../call/session.ts';
import type { DriverSettings } from '../driver.ts';
import { type Page, readPages } from '../timeline/read-pages.ts';
import { isOwnMediaLink, restoreText, type RewrittenLink } from '../timeline/restore-text.ts';
import { snowflakeBefore, timeOfSnowflake } from '../timeline/snowflake.ts';
import { ownUserId } from './own-user-id.ts';

/** The account's own posts since that moment (GET /2/users/:id/tweets), replies and reposts included. */
export async function recentPosts(
  session: Session,
  settings: DriverSettings,
  sinceEpochMs: number,
  signal?: AbortSignal,
): Promise<readonly RecentPost[]> {
  const userId = await ownUserId(session, settings, signal);
  const offsetMs = session.accountClock.offsetMs();
  const query = [
    ['max_results', '100'],
    ['since_id', snowflakeBefore(sinceEpochMs + offsetMs)],
    ['tweet.fields', 'attachments,created_at,entities,referenced_tweets'],
    ['expansions', 'attachments.media_keys'],
  ] as const;
  return readPages((cursor) =>
    callRepeatedly(
      session,
      {
        step: 'read',
        method: 'GET',
        baseUrl: settings.apiUrl,
        path: `/2/users/${userId}/tweets`,
        query: cursor === undefined ? query : [...query, ['pagination_token', cursor]],
        deadline: 'short',
        signal,
      },
      (answer) => readPage(answer, offsetMs),
    ),
  );
}

/** A page without `data` is an empty one only if `meta` says so: errors come with status 200 as well. */
function readPage({ json }: Answer, offsetMs: number): Page | undefined {
  const body = fieldsOf(json);
  const meta = fieldsOf(body['meta']);
  if (!Array.isArray(body['data']) && meta['result_count'] !== 0) return undefined;
  const posts = listOf(body['data']).flatMap((item) => readPost(item, offsetMs) ?? []);
  return { posts, next: textOf(meta['next_token']) };
}

function readPost(item: unknown, offsetMs: number): RecentPost | undefined {
  const post = fieldsOf(item);
  const postId = idOf(post['id']);
  if (postId === undefined) return undefined;
  const mediaKeys = listOf(fieldsOf(post['attachments'])['media_keys']).map(String);
  const links = listOf(fieldsOf(post['entities'])['urls']).flatMap((link) => readLink(link) ?? []);
  const replyTo = repliedTo(post['referenced_tweets']);
  const createdAtEpochMs = Date.parse(textOf(post['created_at']) ?? '');
  return {
    postId,
    createdAtEpochMs: (Number.isNaN(createdAtEpochMs) ? timeOfSnowflake(postId) : createdAtEpochMs) - offsetMs,
    text: restoreText(textOf(post['text']) ?? '', links, mediaKeys.length > 0),
    mediaKeys,
    ...(replyTo === undefined ? {} : { replyTo }),
  };
}

function readLink(item: unknown): RewrittenLink | undefined {
  const link = fieldsOf(item);
  const tco = textOf(link['url']);
  const expanded = textOf(link['expanded_url']);
  if (tco === undefined || expanded === undefined) return undefined;
  return { tco, expanded, isOwnMedia: link['media_key'] !== undefined || isOwnMediaLink(expanded) };
}

function repliedTo(value: unknown): string | undefined {
  const reply = listOf(value)
    .map(fieldsOf)
    .find(({ type }) => type === 'replied_to');
  return idOf(reply?.['id']);
}
