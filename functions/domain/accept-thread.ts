import type { Acceptance } from './accept-post.ts';
import { acceptRow, type AcceptPorts } from './accept-row.ts';
import { RejectedTriggerError } from './errors.ts';
import { firstStep } from './first-step.ts';
import { newPublication } from './new-publication.ts';
import type { Post } from './post.ts';
import type { Publication, ThreadPlace } from './publication.ts';
import { MAX_THREAD_PARTS } from './split-thread.ts';
import { threadRowId } from './thread-row-id.ts';

export interface ThreadAcceptance extends Omit<Acceptance, 'post'> {
  /** In the order in which they are to stand; all of one account. The first may reply to another post. */
  readonly posts: readonly Post[];
}

/**
 * The first row of the thread, all of whose rows are durable; `isNew` is false for a repeat. Each row but the first
 * waits for the one before it and replies to its post, whatever its own `replyTo` says.
 *
 * @throws RejectedTriggerError `THREAD`, or `IDEMPOTENCY_REUSE` as from `acceptPost`
 * @throws StoreUnavailableError when the rows could not be written: nothing was accepted
 */
export async function acceptThread(
  acceptance: ThreadAcceptance,
  ports: AcceptPorts,
): Promise<{ publication: Publication; isNew: boolean }> {
  checkThread(acceptance.posts);
  const nowEpochMs = ports.clock();
  const [first, ...others] = acceptance.posts.map((post, index) => rowOf(post, index, acceptance, nowEpochMs));
  if (first === undefined) throw new Error('a thread without posts passed its check');
  return acceptRow(first, ports, others);
}

function checkThread(posts: readonly Post[]): void {
  if (posts.length < 2 || posts.length > MAX_THREAD_PARTS) {
    const message = `a thread has 2 to ${MAX_THREAD_PARTS} posts, got ${posts.length}`;
    throw new RejectedTriggerError('THREAD', message, { advice: 'Send a single post as a post, or split the thread.' });
  }
  if (new Set(posts.map(({ account }) => account)).size > 1) {
    throw new RejectedTriggerError('THREAD', 'the posts of a thread name different accounts: give all the same');
  }
}

function rowOf(post: Post, index: number, acceptance: ThreadAcceptance, nowEpochMs: number): Publication {
  const { posts, id: threadId, warnings = [], ...rest } = acceptance;
  // A schedule holds for the thread as a whole.
  const scheduleAtEpochMs = posts[0]?.scheduleAtEpochMs;
  const scheduled = scheduleAtEpochMs === undefined ? {} : { scheduleAtEpochMs };
  const thread: ThreadPlace = {
    id: threadId,
    index,
    total: posts.length,
    previousId: index === 0 ? null : threadRowId(threadId, index - 1),
  };
  const beginning = {
    ...rest,
    id: threadRowId(threadId, index),
    account: post.account,
    post: { ...post, ...scheduled },
    // Of the thread as a whole: told once.
    warnings: index === 0 ? warnings : [],
    ...firstStep({ ...post, ...scheduled }, nowEpochMs),
  };
  // A millisecond apart, so that every log keeps their order.
  return { ...newPublication(beginning, nowEpochMs + index), thread };
}
