import type { LogFilter, PublicationLog } from '../../functions/domain/ports.ts';
import type { Publication } from '../../functions/domain/publication.ts';

export interface LogPage {
  readonly rows: readonly Publication[];
  /** The id to go on after, when there are older rows. */
  readonly next: string | undefined;
}

/** One page of the log, newest first; one row more is read to learn whether there are others. */
export async function readLogPage(log: Pick<PublicationLog, 'list'>, filter: LogFilter): Promise<LogPage> {
  const found = await log.list({ ...filter, limit: filter.limit + 1 });
  const rows = found.slice(0, filter.limit);
  return { rows, next: found.length > rows.length ? rows.at(-1)?.id : undefined };
}
