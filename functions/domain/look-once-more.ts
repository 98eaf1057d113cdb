import { findPost } from './find-post.ts';
import { readOwnPosts } from './read-own-posts.ts';
import type { WorkedRow } from './worked-row.ts';
import type { RecentPost } from './x-account.ts';

const LOOK_AGAIN_MS = 15 * 60_000;
/** Counted from the last call; then X is left alone. */
const GIVE_UP_AFTER_MS = 24 * 3_600_000;

/**
 * Looks for a post that a call of this ended row made after all, long after it was believed absent: nothing can be
 * undone then, but nobody is to find out by chance. The row keeps its state.
 *
 * @throws what reading throws, for the caller to put the look off
 */
export async function lookOnceMore(work: WorkedRow, signal?: AbortSignal): Promise<void> {
  const read = await readOwnPosts(work, signal);
  if (read.outcome === 'later') return lookLater(work);
  await end(work, read.outcome === 'read' ? surplusOf(work, read.posts) : []);
}

function surplusOf({ row }: WorkedRow, posts: readonly RecentPost[]): readonly RecentPost[] {
  const match = findPost(
    row,
    posts.filter(({ postId }) => postId !== row.result?.postId),
  );
  if (match.outcome === 'absent') return [];
  return match.outcome === 'found' ? [match.post] : match.posts;
}

async function end(work: WorkedRow, surplus: readonly RecentPost[]): Promise<void> {
  const { id, state, result, warnings } = work.row;
  for (const { postId } of surplus) {
    // Told before it is written, so that no crash can swallow it.
    work.ports.journal.write('error', 'double-detected', { id, postId, other: result?.postId ?? null });
  }
  const told = surplus.map(({ postId }) => `a post of it that came late is on X: https://x.com/i/status/${postId}`);
  await work.save(state, { dueAtEpochMs: null, warnings: [...warnings, ...told] });
}

/** Puts the look off; the account goes on, whatever is in the way. */
export async function lookLater(work: WorkedRow): Promise<void> {
  const { state, attempts } = work.row;
  const nowEpochMs = work.ports.clock();
  const isOver = nowEpochMs - Math.max(...attempts.map(({ intentAtEpochMs }) => intentAtEpochMs)) > GIVE_UP_AFTER_MS;
  await work.save(state, { dueAtEpochMs: isOver ? null : nowEpochMs + LOOK_AGAIN_MS });
}
