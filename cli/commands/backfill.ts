import { backfillTable, type Candidate, findBackfill } from '../../local/find-backfill.ts';
import type { Command, CommandResult } from '../command.ts';
import { refuseArguments } from '../no-argument.ts';
import type { OpenPlace } from '../place.ts';

/** Posts what lay there before somebody watched. */
export const backfillCommand: Command = {
  name: 'backfill',
  summary: 'Show what lies in folder or bucket and is not in the log; with --yes, post it.',
  usage: `[--yes]

  --yes   post what would be posted

What lay there before the first start or deploy is not posted by itself. With --yes each takes the same road as a drop.`,
  options: { yes: { type: 'boolean' } },
  run: async (given, place) => {
    refuseArguments(given);
    const candidates = await candidatesOf(place);
    return given.flag('yes') ? post(candidates, place) : preview(candidates);
  },
};

async function candidatesOf({ operate, config, drops }: OpenPlace): Promise<readonly Candidate[]> {
  const { log, media } = operate;
  const gather: typeof operate.gather = async (row) => operate.gather(row);
  return findBackfill({ source: drops, log, media, gather, config, clock: Date.now });
}

function preview(candidates: readonly Candidate[]): CommandResult {
  const count = wantedOf(candidates).length;
  const closing = count === 0 ? 'nothing is to be posted\n' : `${count} would be posted: say --yes for that\n`;
  return { json: asJson(candidates, 0), text: `${tableOf(candidates)}${closing}` };
}

async function post(candidates: readonly Candidate[], { drops }: OpenPlace): Promise<CommandResult> {
  const wanted = wantedOf(candidates);
  let count = 0;
  for (const { file } of wanted) if (await drops.announce(file)) count += 1;
  const text = `${tableOf(candidates)}${count} of ${wanted.length} on their way\n`;
  return { json: asJson(candidates, count), text, isQueued: count > 0 };
}

function wantedOf(candidates: readonly Candidate[]): readonly Candidate[] {
  return candidates.filter(({ obstacle }) => obstacle === undefined);
}

function tableOf(candidates: readonly Candidate[]): string {
  return candidates.length === 0 ? 'everything that lies there is in the log already\n' : backfillTable(candidates);
}

function asJson(candidates: readonly Candidate[], announced: number): object {
  const files = candidates.map(({ file, account = null, obstacle = null }) => ({ key: file.key, account, obstacle }));
  return { files, announced };
}
