import { DROP_BUCKET, type DropScanner } from './engine/drop-scanner.ts';
import type { FoundFile } from './engine/list-files.ts';
import { backfillTable, findBackfill, type FindBackfillPorts } from './find-backfill.ts';

export interface BackfillPorts extends Omit<FindBackfillPorts<FoundFile>, 'source'> {
  readonly scanner: Pick<DropScanner, 'files' | 'isKnown' | 'announce'>;
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

/**
 * Posts what lies in the drop folder and has no row in the log yet, after a preview and a yes; how many drops were
 * announced. They take the same road as every drop. Files that the scan has yet to announce are left to it.
 */
export async function backfill(ports: BackfillPorts, conversation: Conversation): Promise<number> {
  const { tell } = conversation;
  const { scanner } = ports;
  const source = {
    bucket: DROP_BUCKET,
    files: async () => scanner.files(),
    isKnown: (file: FoundFile) => scanner.isKnown(file),
  };
  const candidates = await findBackfill({ ...ports, source });
  if (candidates.length === 0) {
    tell('backfill: every file in the drop folder is in the log already\n');
    return 0;
  }
  tell(backfillTable(candidates));
  const wanted = candidates.filter(({ obstacle }) => obstacle === undefined);
  if (wanted.length === 0 || !(await isAgreed(wanted.length, conversation))) {
    tell('backfill: nothing is posted\n');
    return 0;
  }
  let count = 0;
  for (const { file } of wanted) if (await scanner.announce(file)) count += 1;
  tell(`backfill: ${count} of ${wanted.length} on their way\n`);
  return count;
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
