import type { RecentPost } from '../../../domain/x-account.ts';
import type { Answer } from '../answers/parse-answer.ts';
import { fieldsOf, idOf, listOf, textOf } from '../answers/parse-exact.ts';
import { callRepeatedly } from '../call/call-repeatedly.ts';
import type { Session } from '../call/session.ts';
import type { DriverSettings } from '../driver.ts';
import { type Page, readPages } from '../timeline/read-pages.ts';
import { restoreText, type RewrittenLink } from '../timeline/restore-text.ts';
import { snowflakeBefore, timeOfSnowflake } from '../timeline/snowflake.ts';

/** The account's own posts since that moment (GET statuses/user_timeline), replies and retweets included. */
export async function recentPosts(
  session: Session,
  { apiUrl }: DriverSettings,
  sinceEpochMs: number,
  signal?: AbortSignal,
): Promise<readonly RecentPost[]> {
  const offsetMs = session.accountClock.offsetMs();
  const query = [
    ['count', '200'],
    ['since_id', snowflakeBefore(sinceEpochMs + offsetMs)],
    ['exclude_replies', 'false'],
    ['include_rts', 'true'],
    ['trim_user', 'true'],
    ['tweet_mode', 'extended'],
  ] as const;
  return readPages((cursor) =>
    callRepeatedly(
      session,
      {
        step: 'read',
        method: 'GET',
        baseUrl: apiUrl,
        path: '/1.1/statuses/user_timeline.json',
        query: cursor === undefined ? query : [...query, ['max_id', cursor]],
        deadline: 'short',
        signal,
      },
      (answer) => readPage(answer, offsetMs),
    ),
  );
}

/** Pages end with an empty one; a short page does not mean the end, since X filters after counting. */
function readPage({ json }: Answer, offsetMs: number): Page | undefined {
  if (!Array.isArray(json)) return undefined;
  const posts = json.flatMap((item: unknown) => readPost(item, offsetMs) ?? []);
  const ids = posts.map(({ postId }) => BigInt(postId));
  const oldest = ids.reduce<bigint | undefined>((low, id) => (low === undefined || id < low ? id : low), undefined);
  return { posts, next: oldest === undefined ? undefined : String(oldest - 1n) };
}

/** Prefixes of media keys by type of medium; reconciling compares the id behind them. */
const keyPrefixes: Readonly<Record<string, string>> = { photo: '3', video: '7', animated_gif: '16' };

function readPost(item: unknown, offsetMs: number): RecentPost | undefined {
  const post = fieldsOf(item);
  const postId = idOf(post['id_str'], post['id']);
  if (postId === undefined) return undefined;
  const media = mediaOf(post);
  const createdAtEpochMs = Date.parse(textOf(post['created_at']) ?? '');
  const replyTo = idOf(post['in_reply_to_status_id_str'], post['in_reply_to_status_id']);
  const text = textOf(post['full_text']) ?? textOf(post['text']) ?? '';
  return {
    postId,
    createdAtEpochMs: (Number.isNaN(createdAtEpochMs) ? timeOfSnowflake(postId) : createdAtEpochMs) - offsetMs,
    text: restoreText(text, [...linksOf(post['entities'], 'urls'), ...media.links], media.keys.length > 0),
    mediaKeys: media.keys,
    ...(replyTo === undefined ? {} : { replyTo }),
  };
}

/** `entities` holds the first medium only, `extended_entities` all of them. */
function mediaOf(post: Readonly<Record<string, unknown>>): { keys: string[]; links: RewrittenLink[] } {
  const entities = post['extended_entities'] ?? post['entities'];
  const keys = listOf(fieldsOf(entities)['media']).flatMap((item) => {
    const medium = fieldsOf(item);
    const id = idOf(medium['id_str'], medium['id']);
    return id === undefined ? [] : `${keyPrefixes[String(medium['type'])] ?? '3'}_${id}`;
  });
  return { keys, links: linksOf(entities, 'media').slice(0, 1) };
}

function linksOf(entities: unknown, kind: 'urls' | 'media'): RewrittenLink[] {
  return listOf(fieldsOf(entities)[kind]).flatMap((item) => {
    const link = fieldsOf(item);
    const tco = textOf(link['url']);
    const expanded = textOf(link['expanded_url']);
    return tco === undefined || expanded === undefined ? [] : { tco, expanded, isOwnMedia: kind === 'media' };
  });
}
