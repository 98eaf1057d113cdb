import type { PigeonpostConfig } from '../functions/config/config-schema.ts';
import { PigeonpostError } from '../functions/domain/errors.ts';
import { newPublication } from '../functions/domain/new-publication.ts';
import type { Clock, MediaStore, PublicationLog } from '../functions/domain/ports.ts';
import type { PublishPorts } from '../functions/domain/publish-ports.ts';
import { objectToDrop } from '../functions/triggers/s3-drop/object-to-drop.ts';
import { isNoDrop, routeDrop } from '../functions/triggers/s3-drop/route-drop.ts';
import { plainTable } from './plain-table.ts';

/** More lines help nobody decide. */
const MOST_LINES = 200;

interface Keyed {
  readonly key: string;
}

/** A folder or a bucket, as far as what lies in it can be told of anew. */
export interface DropSource<File extends Keyed = Keyed> {
  /** As the ids of its drops have it. */
  readonly bucket: string;
  /** What lies there now, oldest first. */
  files(): Promise<readonly File[]>;
  /** False for what is on its way by itself. */
  isKnown(file: File): boolean;
  /** Sends the notice of a file to where all of them go; false when it changed meanwhile. */
  announce(file: File): Promise<boolean>;
}

export interface FindBackfillPorts<File extends Keyed> {
  readonly source: Omit<DropSource<File>, 'announce'>;
  readonly log: Pick<PublicationLog, 'publication'>;
  readonly media: Pick<MediaStore, 'head'>;
  readonly gather: PublishPorts['gather'];
  readonly config: PigeonpostConfig;
  readonly clock: Clock;
}

/** A file that has no row in the log. */
export interface Candidate<File extends Keyed = Keyed> {
  readonly file: File;
  readonly account: string | undefined;
  /** Why it would not be posted; undefined when it would. */
  readonly obstacle: string | undefined;
}

/** What lies there and has no row in the log yet; files that are on their way by themselves are left out. */
export async function findBackfill<File extends Keyed>(
  ports: FindBackfillPorts<File>,
): Promise<readonly Candidate<File>[]> {
  const candidates: Candidate<File>[] = [];
  for (const file of await ports.source.files()) {
    if (isNoDrop(file.key) || !ports.source.isKnown(file)) continue;
    const judged = await judge(file.key, ports);
    if (judged !== undefined) candidates.push({ file, ...judged });
  }
  return candidates;
}

/** What would become of a file; undefined when the log has it, whatever became of it then. */
async function judge<File extends Keyed>(
  key: string,
  ports: FindBackfillPorts<File>,
): Promise<Omit<Candidate, 'file'> | undefined> {
  const { config, clock, source } = ports;
  const route = routeDrop(key, config.drops);
  if (route === undefined) return { account: undefined, obstacle: 'no drop of the config covers it' };
  const { account } = route;
  try {
    const { eTag, ref: found } = await ports.media.head({ area: 'drop', key });
    const version = found.versionId === undefined ? {} : { versionId: found.versionId };
    const object = { bucket: source.bucket, key, eTag, ...version };
    const { ref, settleMs: _settleMs, ...drop } = objectToDrop(object, route);
    if ((await ports.log.publication(drop.id)) !== undefined) return undefined;
    const beginning = { ...drop, source: 'drop', state: 'GATHERING', drop: ref, dueAtEpochMs: null } as const;
    const gathered = await ports.gather(newPublication(beginning, clock()));
    if (gathered.outcome !== 'rejected' && gathered.outcome !== 'ignored') return { account, obstacle: undefined };
    const { code, message: obstacle } = gathered.failure;
    if (code === 'SIDECAR_USED') return undefined;
    return { account, obstacle };
  } catch (error) {
    if (!(error instanceof PigeonpostError)) throw error;
    return { account, obstacle: error.message };
  }
}

/** What would become of each, for people. */
export function backfillTable(candidates: readonly Candidate[]): string {
  const lines = candidates
    .slice(0, MOST_LINES)
    .map(({ file, account = '-', obstacle }) => [
      file.key,
      account,
      obstacle === undefined ? 'would be posted' : `not posted: ${obstacle}`,
    ]);
  const rest = candidates.length - lines.length;
  return `${plainTable([['file', 'account', 'what'], ...lines])}${rest > 0 ? `and ${rest} more\n` : ''}\n`;
}
