import { CommandRefusedError, StoreUnavailableError } from './errors.ts';
import type { PublicationLog } from './ports.ts';
import type { LogItem, Publication } from './publication.ts';

/** A publisher writes a row some five times; whoever loses more often than that meets a fault, not a race. */
const MAX_TRIES = 20;

interface Change {
  readonly next: Publication;
  /** Items to be written with it, all or none. */
  readonly also?: readonly LogItem[];
}

/**
 * The row as `change` makes it from what the log holds; asked afresh each time somebody else wrote in between. The
 * same row means that there is nothing to write.
 *
 * @throws CommandRefusedError `POST_UNKNOWN`, and what `change` throws
 */
export async function changeRow(
  id: string,
  log: PublicationLog,
  change: (row: Publication) => Change | Promise<Change>,
): Promise<Publication> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const row = await log.publication(id);
    if (row === undefined) throw new CommandRefusedError('POST_UNKNOWN', `there is no post ${id} in the log`);
    const { next, also = [] } = await change(row);
    if (next === row || (await log.transact([next, ...also])) === 'done') return next;
  }
  throw new StoreUnavailableError(`the row ${id} is being written without a pause`);
}
