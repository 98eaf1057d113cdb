import type { PigeonpostConfig } from '../functions/config/config-schema.ts';
import { PigeonpostError } from '../functions/domain/errors.ts';
import { newPublication } from '../functions/domain/new-publication.ts';
import type { Clock, MediaStore, PublicationLog } from '../functions/domain/ports.ts';
import type { PublishPorts } from '../functions/domain/publish-ports.ts';
import { objectToDrop } from '../functions/triggers/s3-drop/object-to-drop.ts';
import { isNoDrop, routeDrop } from '../functions/triggers/s3-drop/route-drop.ts';
import { DROP_BUCKET, type DropScanner } from './engine/drop-scanner.ts';
import type { FoundFile } from './engine/list-files.ts';
import { plainTable } from './plain-table.ts';

/** More lines help nobody decide. */
const MOST_LINES = 200;

export interface BackfillPorts {
  readonly scanner: Pick<DropScanner, 'files' | 'isKnown' | 'announce'>;
  readonly log: Pick<PublicationLog, 'publication'>;
  readonly media: Pick<MediaStore, 'head'>;
  readonly gather: PublishPorts['gather'];
  readonly config: PigeonpostConfig;
  readonly clock: Clock;
}

export interface Conversation {
  /** Shown with the question: where the posts would go. */
  readonly mode: 'LIVE' | 'SANDBOX';
  /** Do not ask. */
  readonly yes: boolean;
  readonly tell: (text: string) => void;
  /** The answer of whoever sits at the terminal; absent when nobody does. */
  readonly ask?: (question: string) => Promise<string>;
}

interface Candidate {
  readonly file: FoundFile;
  readonly account: string | undefined;
  /** Why it would not be posted; undefined when it would. */
  readonly obstacle: string | undefined;
}

/**
 * Posts what lies in the drop folder and has no row in the log yet, after a preview and a yes; how many drops were
 * announced. They take the same road as every drop. Files that the scan has yet to announce are left to it.
 */
export async function backfill(ports: BackfillPorts, conversation: Conversation): Promise<number> {
  const { tell } = conversation;
  const candidates = await listCandidates(ports);
  if (candidates.length === 0) {
    tell('backfill: every file in the drop folder is in the log already\n');
    return 0;
  }
  tell(previewOf(candidates));
  const wanted = candidates.filter(({ obstacle }) => obstacle === undefined);
  if (wanted.length === 0 || !(await isAgreed(wanted.length, conversation))) {
    tell('backfill: nothing is posted\n');
    return 0;
  }
  let count = 0;
  for (const { file } of wanted) if (await ports.scanner.announce(file)) count += 1;
  tell(`backfill: ${count} of ${wanted.length} on their way\n`);
  return count;
}

async function listCandidates(ports: BackfillPorts): Promise<readonly Candidate[]> {
  const candidates: Candidate[] = [];
  for (const file of await ports.scanner.files()) {
    if (isNoDrop(file.key) || !ports.scanner.isKnown(file)) continue;
    const candidate = await judge(file, ports);
    if (candidate !== undefined) candidates.push(candidate);
  }
  return candidates;
}

/** What would become of a file; undefined when the log has it, whatever became of it then. */
async function judge(file: FoundFile, ports: BackfillPorts): Promise<Candidate | undefined> {
  const { config, clock } = ports;
  const route = routeDrop(file.key, config.drops);
  if (route === undefined) return { file, account: undefined, obstacle: 'no drop of the config covers it' };
  const { account } = route;
  try {
    const { eTag } = await ports.media.head({ area: 'drop', key: file.key });
    const { ref, settleMs: _settleMs, ...drop } = objectToDrop({ bucket: DROP_BUCKET, key: file.key, eTag }, route);
    if ((await ports.log.publication(drop.id)) !== undefined) return undefined;
    const beginning = { ...drop, source: 'drop', state: 'GATHERING', drop: ref, dueAtEpochMs: null } as const;
    const gathered = await ports.gather(newPublication(beginning, clock()));
    if (gathered.outcome !== 'rejected' && gathered.outcome !== 'ignored')
      return { file, account, obstacle: undefined };
    const { code, message: obstacle } = gathered.failure;
    if (code === 'SIDECAR_USED') return undefined;
    return { file, account, obstacle };
  } catch (error) {
    if (!(error instanceof PigeonpostError)) throw error;
    return { file, account, obstacle: error.message };
  }
}

function previewOf(candidates: readonly Candidate[]): string {
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

async function isAgreed(count: number, { mode, yes, ask, tell }: Conversation): Promise<boolean> {
  const where = mode === 'LIVE' ? 'LIVE, on X itself' : 'SANDBOX, not on X';
  const drops = count === 1 ? '1 drop' : `${count} drops`;
  if (yes) return true;
  if (ask === undefined) {
    tell(`backfill: ${drops} would be posted (${where}); nobody is there to ask, so add --yes\n`);
    return false;
  }
  return /^y(es)?$/i.test((await ask(`Post ${drops} (${where})? [y/N] `)).trim());
}
