import { callOff } from './call-off.ts';
import { StoreUnavailableError } from './errors.ts';
import { mayCancel } from './may-be-asked.ts';
import type { OperatePorts } from './operate-ports.ts';
import { isFinal } from './publication-state.ts';
import type { Failure, Publication } from './publication.ts';
import { whyShut } from './why-shut.ts';

/** Short enough that nobody feels it, long enough that a wait of 25 s reads the log a hundred times at most. */
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 250;

/** What makes a row wait by the account's pace or X's, and not by an accident. */
const paces: readonly string[] = ['PACE', 'RATE_LIMITED', 'DAILY_LIMIT'];

export interface WaitPorts extends OperatePorts {
  /** Resolves after that long. */
  pause(milliseconds: number): Promise<void>;
}

/**
 * The row once it has ended, or as it stands at that moment: it goes on then. A row that would be kept waiting for
 * longer, by pace, limits or an account that stands still, is called off first: who hears "no" must not find a post
 * later.
 */
export async function waitForRow(id: string, byEpochMs: number, ports: WaitPorts): Promise<Publication> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 1.5, LONGEST_PAUSE_MS)) {
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
  if (!mayCancel(row)) return undefined;
  const { failure, dueAtEpochMs } = row;
  const waits = failure !== null && paces.includes(failure.code) && (dueAtEpochMs ?? 0) > byEpochMs;
  if (waits) return failure;
  return whyAccountWaits(row, byEpochMs, ports);
}

/** The account may be shut by another row than this one. */
async function whyAccountWaits(row: Publication, byEpochMs: number, ports: WaitPorts): Promise<Failure | undefined> {
  const gate = await ports.log.gate(row.account);
  const shut = whyShut(gate, ports.clock(), byEpochMs);
  if (shut !== undefined) return shut;
  if (gate.held !== null) return { code: 'BUDGET', message: gate.held.message };
  if ((gate.closedUntilEpochMs ?? 0) <= byEpochMs) return undefined;
  return { code: 'PACE', message: 'the account is at the pace that it allows itself' };
}
