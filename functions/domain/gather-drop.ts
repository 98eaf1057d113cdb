import type { WorkedRow } from './worked-row.ts';

/** Makes the post of a drop whose time has come, or waits for what is missing. */
export async function gatherDrop(work: WorkedRow): Promise<void> {
  const { row, ports } = work;
  const gathered = await ports.gather(row);
  switch (gathered.outcome) {
    case 'wait':
      return work.save('GATHERING', { dueAtEpochMs: gathered.untilEpochMs });
    case 'rejected':
      return work.fail(gathered.failure);
    case 'complete': {
      const { post, warnings } = gathered;
      const dueAtEpochMs = Math.max(ports.clock(), post.scheduleAtEpochMs ?? 0);
      const media = post.media.map(() => ({}));
      return work.save('RECEIVED', { post, media, warnings: [...row.warnings, ...warnings], dueAtEpochMs });
    }
  }
}
