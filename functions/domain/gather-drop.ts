import { MediaRejectedError } from './errors.ts';
import { failureOf } from './failure.ts';
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
    case 'complete': {
      const { post, warnings, company } = gathered;
      const lain = company === undefined ? {} : { company };
      const dueAtEpochMs = Math.max(ports.clock(), post.scheduleAtEpochMs ?? 0);
      const media = post.media.map(() => ({}));
      return work.save('RECEIVED', {
        ...lain,
        post,
        media,
        warnings: [...row.warnings, ...warnings],
        dueAtEpochMs,
      });
    }
  }
}
