import { demandOf } from './admit-intent.ts';
import { callOff, type CallOffPorts } from './call-off.ts';
import { StoreUnavailableError } from './errors.ts';
import { mayCancel } from './may-be-asked.ts';
import { isFinal } from './publication-state.ts';
import type { Failure, Publication } from './publication.ts';
import type { AccountRules } from './publish-ports.ts';
import { reasonToWait } from './reason-to-wait.ts';

/** Short enough that nobody feels it, long enough that a wait of 25 s reads the log a hundred times at most. */
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 250;

/** What makes a row wait by the account's pace or X's, and not by an accident. */
const paces: readonly string[] = ['PACE', 'RATE_LIMITED', 'DAILY_LIMIT'];

export interface WaitPorts extends CallOffPorts {
  rules(account: string): AccountRules;
  /** Resolves after that long. */
  pause(milliseconds: number): Promise<void>;
}

/**
 * The row once it has ended, or as it stands at that moment: it goes on then. A row that would be kept waiting for
 * longer, by pace, limits or an account that stands still, is called off first: who hears "no" must not find a post
 * later.
 */
export async function waitForRow(id: string, byEpochMs: number, ports: WaitPorts): Promise<Publication> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    const row = await readRow(id, ports);
    if (isFinal(row.state)) return row;
    const reason = await reasonToStop(row, byEpochMs, ports);
    const ended = reason === undefined ? row : await callOff(id, reason, ports);
    const leftMs = byEpochMs - ports.clock();
    if (isFinal(ended.state) || leftMs <= 0) return ended;
    await ports.pause(Math.min(pauseMs, leftMs));
  }
}

async function readRow(id: string, { log }: WaitPorts): Promise<Publication> {
  const row = await log.publication(id);
  if (row === undefined) throw new StoreUnavailableError(`the row ${id} could not be read back`);
  return row;
}

async function reasonToStop(row: Publication, byEpochMs: number, ports: WaitPorts): Promise<Failure | undefined> {
  const { account, failure, dueAtEpochMs, post } = row;
  if (!mayCancel(row) || post === null) return undefined;
  const waits = failure !== null && paces.includes(failure.code) && (dueAtEpochMs ?? 0) > byEpochMs;
  if (waits) return failure;
  // The account may be shut by another row than this one.
  const patience = { nowEpochMs: ports.clock(), byEpochMs };
  return reasonToWait(await ports.log.gate(account), demandOf(post, row), ports.rules(account), patience);
}
