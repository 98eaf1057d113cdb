import { CommandRefusedError } from './errors.ts';
import type { OperatePorts } from './operate-ports.ts';
import type { Publication } from './publication.ts';
import { queueAgain } from './redrive.ts';
import { hintRow, sendHint } from './send-hint.ts';

const PAGE = 100;

export interface RedriveFilter {
  readonly account?: string;
  /** Both when absent. */
  readonly state?: 'failed' | 'expired';
}

export interface Redriven {
  readonly ids: readonly string[];
  /** What could not be sent again, as from `redrive`. */
  readonly refused: readonly { readonly id: string; readonly reason: string }[];
}

/** Queues again everything that has failed or expired, one hint an account; the oldest first in the answer. */
export async function redriveAll(filter: RedriveFilter, ports: OperatePorts): Promise<Redriven> {
  const states = filter.state === undefined ? (['failed', 'expired'] as const) : [filter.state];
  const lists = await Promise.all(states.map(async (state) => listAll({ ...filter, state }, ports)));
  const rows = lists.flat().toSorted((a, b) => a.acceptedAtEpochMs - b.acceptedAtEpochMs);
  const queued: Publication[] = [];
  const refused: { id: string; reason: string }[] = [];
  for (const { id } of rows) {
    try {
      queued.push(await queueAgain(id, ports));
    } catch (error) {
      if (!(error instanceof CommandRefusedError)) throw error;
      refused.push({ id, reason: error.message });
    }
  }
  await hintAll(queued, ports);
  return { ids: queued.map(({ id }) => id), refused };
}

async function hintAll(rows: readonly Publication[], ports: OperatePorts): Promise<void> {
  const accounts = new Set(rows.map(({ account }) => account));
  await Promise.all([...accounts].map(async (account) => sendHint(account, null, ports)));
  await Promise.all(rows.filter(({ state }) => state === 'FETCHING').map(async (row) => hintRow(row, ports)));
}

/** Oldest first. Read to the end before anything is written, since what is redriven leaves the list. */
async function listAll(
  filter: RedriveFilter & { readonly state: 'failed' | 'expired' },
  { log }: OperatePorts,
): Promise<readonly Publication[]> {
  const rows: Publication[] = [];
  for (;;) {
    const last = rows.at(-1);
    const page = await log.list({ ...filter, limit: PAGE, ...(last === undefined ? {} : { after: last.id }) });
    rows.push(...page);
    if (page.length < PAGE) return rows.toReversed();
  }
}
