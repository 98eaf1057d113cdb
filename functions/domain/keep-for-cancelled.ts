import { changeRow } from './change-row.ts';
import type { Clock, PublicationLog } from './ports.ts';
import type { Publication } from './publication.ts';
import { stepPublication } from './step-publication.ts';
import { hasStaged } from './tag-media.ts';

interface KeepPorts {
  readonly log: PublicationLog;
  readonly clock: Clock;
}

/**
 * Puts what was fetched into the row that was cancelled meanwhile: by it the publisher finds and marks it, so that the
 * store forgets it in time.
 *
 * @param late the row as the fetcher would have written it
 */
export async function keepForCancelled(late: Publication, { log, clock }: KeepPorts): Promise<void> {
  if (!hasStaged(late)) return;
  await changeRow(late.id, log, (row) => {
    const isWaiting = row.post?.media.some(({ from }) => from === 'url') === true;
    if (row.state !== 'CANCELLED' || row.generation !== late.generation || !isWaiting) return { next: row };
    const { post, media } = late;
    const shown = { isUnshown: true, stumbles: 0, dueAtEpochMs: clock() };
    return { next: stepPublication(row, row.state, clock(), { post, media, ...shown }) };
  });
}
