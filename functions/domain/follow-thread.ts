import type { Post } from './post.ts';
import { isFinal } from './publication-state.ts';
import type { Failure, Publication, ThreadPlace } from './publication.ts';
import type { WorkedRow } from './worked-row.ts';

/** Where the row before waits for a person, there is no moment to wait for. */
const LOOK_AGAIN_MS = 10 * 60_000;
const SHORTEST_PAUSE_MS = 1_000;

/** The code of rows that wait for the one before them. */
export const THREAD_WAITS = 'THREAD_WAITS';
/** The code of rows that are not posted because the one before them was not. */
export const THREAD_STOPPED = 'THREAD_STOPPED';

/**
 * The post as it stands in its thread, a reply to the post before it. Undefined when that one is not on X: the row was
 * put aside until then, or ended when it never will be.
 */
export async function followThread(work: WorkedRow, post: Post): Promise<Post | undefined> {
  const { thread } = work.row;
  const previousId = thread?.previousId ?? null;
  if (thread === undefined || previousId === null) return post;
  const previous = await work.ports.log.publication(previousId);
  const answered = previous?.result?.postId;
  if (answered !== undefined) return { ...post, replyTo: answered };
  if (previous === undefined || isFinal(previous.state)) await stop(work, thread);
  else await waitFor(previous, work);
  return undefined;
}

/** Why a row of a thread is not posted: the row before it came to an end without a post. */
export function threadStopped({ index, total }: ThreadPlace): Failure {
  return {
    code: THREAD_STOPPED,
    message: `part ${index} of ${total} of the thread was not posted`,
    advice: 'Send that part again with redrive: the rest follows.',
  };
}

async function stop(work: WorkedRow, thread: ThreadPlace): Promise<void> {
  await work.save('CANCELLED', { failure: threadStopped(thread) });
  await work.announce();
}

async function waitFor(previous: Publication, work: WorkedRow): Promise<void> {
  const nowEpochMs = work.ports.clock();
  const dueAtEpochMs = Math.max(previous.dueAtEpochMs ?? nowEpochMs + LOOK_AGAIN_MS, nowEpochMs + SHORTEST_PAUSE_MS);
  await work.wait(dueAtEpochMs, { code: THREAD_WAITS, message: 'waits for the part of the thread before it' });
}
