import { MediaRejectedError } from './errors.ts';
import { failureOf } from './failure.ts';
import { newPublication } from './new-publication.ts';
import type { Post } from './post.ts';
import type { Publication, ThreadPlace } from './publication.ts';
import type { Gathered } from './publish-ports.ts';
import { threadRowId } from './thread-row-id.ts';
import type { WorkedRow } from './worked-row.ts';

/** Makes the post of a drop whose time has come, or waits for what is missing. */
export async function gatherDrop(work: WorkedRow): Promise<void> {
  try {
    await gather(work);
  } catch (error) {
    if (!(error instanceof MediaRejectedError) || error.code !== 'SOURCE_CHANGED') throw error;
    // Overwritten while it gathered, as a slow copy is: the newer content has an event, and a row, of its own.
    await work.save('IGNORED', { failure: failureOf(error) });
  }
}

async function gather(work: WorkedRow): Promise<void> {
  const { row, ports } = work;
  const gathered = await ports.gather(row);
  switch (gathered.outcome) {
    case 'wait':
      return work.save('GATHERING', { dueAtEpochMs: gathered.untilEpochMs });
    case 'rejected':
      return work.fail(gathered.failure);
    case 'ignored':
      return work.save('IGNORED', { failure: gathered.failure });
    case 'complete':
      return complete(work, gathered);
  }
}

async function complete(work: WorkedRow, gathered: Extract<Gathered, { outcome: 'complete' }>): Promise<void> {
  const { row, ports } = work;
  const { post, warnings, company, thread = [] } = gathered;
  const dueAtEpochMs = Math.max(ports.clock(), post.scheduleAtEpochMs ?? 0);
  const place: ThreadPlace = { id: row.id, index: 0, total: thread.length + 1, previousId: null };
  const changes = {
    ...(company === undefined ? {} : { company }),
    ...(thread.length === 0 ? {} : { thread: place }),
    post,
    media: post.media.map(() => ({})),
    warnings: [...row.warnings, ...warnings],
    dueAtEpochMs,
  };
  const also = thread.map((next, at) => follower(row, at + 1, { ...place, post: next, dueAtEpochMs }));
  await work.save('RECEIVED', changes, { also });
}

interface Following {
  readonly total: number;
  readonly post: Post;
  readonly dueAtEpochMs: number;
}

/** A row of the thread that a drop became; accepted a millisecond after the one before it, so that they keep their order. */
function follower(first: Publication, index: number, { total, post, dueAtEpochMs }: Following): Publication {
  const { id, source, label, account, fingerprint, acceptedAtEpochMs } = first;
  const thread = { id, index, total, previousId: threadRowId(id, index - 1) };
  const beginning = { source, label, account, fingerprint, post, dueAtEpochMs, state: 'RECEIVED' } as const;
  return { ...newPublication({ ...beginning, id: threadRowId(id, index) }, acceptedAtEpochMs + index), thread };
}
