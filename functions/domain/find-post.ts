import type { Publication } from './publication.ts';
import { sameWords } from './same-words.ts';
import type { RecentPost } from './x-account.ts';

/** X's clock and ours may differ, and a post is dated when X took it in. */
const CLOCK_MARGIN_MS = 60_000;

export type Match =
  | { readonly outcome: 'found'; readonly post: RecentPost }
  | { readonly outcome: 'absent' }
  /** `isCertain`: they show our very media, so each of them is ours; oldest first. */
  | { readonly outcome: 'many'; readonly posts: readonly RecentPost[]; readonly isCertain: boolean };

/**
 * Which of the account's own posts is this row's. With media, the set of media keys decides, since a key belongs to
 * one upload of ours; without, text, reply target and time do. A text-only row never matches a post with media.
 *
 * @param posts own posts since the first attempt, those that settle another row left out
 */
export function findPost(row: Publication, posts: readonly RecentPost[]): Match {
  const sets = mediaOfAttempts(row);
  const isCertain = sets.length > 0;
  const own = posts.filter((post) =>
    isCertain ? sets.some((mediaIds) => showsMedia(post, mediaIds)) : saysTheSame(post, row),
  );
  const [first] = own;
  if (first === undefined) return { outcome: 'absent' };
  if (own.length === 1) return { outcome: 'found', post: first };
  const oldestFirst = own.toSorted((a, b) => a.createdAtEpochMs - b.createdAtEpochMs);
  return { outcome: 'many', posts: oldestFirst, isCertain };
}

/** Each attempt showed media of its own where those of the one before had expired. */
function mediaOfAttempts({ media, attempts }: Publication): readonly (readonly string[])[] {
  const now = media.flatMap(({ mediaId }) => mediaId ?? []);
  return [now, ...attempts.map(({ mediaIds = [] }) => mediaIds)].filter((mediaIds) => mediaIds.length > 0);
}

/** A media key is a category and the media id, as in `3_710511363345354753` (POST media/upload). */
function showsMedia(post: RecentPost, mediaIds: readonly string[]): boolean {
  const shown = new Set(post.mediaKeys.map((key) => key.slice(key.indexOf('_') + 1)));
  return shown.size === mediaIds.length && mediaIds.every((id) => shown.has(id));
}

function saysTheSame(post: RecentPost, row: Publication): boolean {
  const { post: wanted, attempts } = row;
  if (wanted === null) return false;
  // Media that travelled inside the call have no id of ours; their number is all that can be compared.
  if (post.mediaKeys.length !== wanted.media.length || post.replyTo !== wanted.replyTo) return false;
  const isEarlier = attempts.length > 0 && post.createdAtEpochMs < mayExistSinceEpochMs(row);
  return !isEarlier && sameWords(post.text, wanted);
}

/** The earliest moment at which the post that is looked for can have been made. */
export function mayExistSinceEpochMs({ attempts, reconcile }: Publication): number {
  const intents = attempts.map(({ intentAtEpochMs }) => intentAtEpochMs);
  return Math.min(...intents, reconcile?.sinceEpochMs ?? Infinity) - CLOCK_MARGIN_MS;
}
