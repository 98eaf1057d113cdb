import { FETCH_LANE } from './lane-of.ts';
import type { PublicationLog } from './ports.ts';
import type { HintPorts } from './send-hint.ts';
import { wantedAtEpochMs } from './wanted-at.ts';

export interface SweepPorts extends HintPorts {
  readonly log: PublicationLog;
}

/** What waits no longer than this waits for the next hint, not for a person. */
const NOTEWORTHY_SECONDS = 60;

/** Rows that are to be fetched are hinted at one by one; more than these wait for the next minute. */
const FETCHES_A_SWEEP = 100;

/**
 * Sends one hint for each account that has something due and one for each row that is to be fetched, and tells how long
 * the first of each has waited.
 */
export async function sweep(ports: SweepPorts): Promise<void> {
  const nowEpochMs = ports.clock();
  const lanes = await ports.log.dueAccounts(nowEpochMs);
  await Promise.all(lanes.map(async (lane) => hintLane(lane, nowEpochMs, ports)));
  await Promise.all(lanes.map(async (lane) => tellAge(lane, nowEpochMs, ports)));
}

async function hintLane(lane: string, nowEpochMs: number, { log, hints, fetchHints }: SweepPorts): Promise<void> {
  if (lane !== FETCH_LANE) return hints.send(lane);
  const rows = await log.dueRows(lane, nowEpochMs, FETCHES_A_SWEEP);
  await Promise.all(rows.map(async ({ id }) => fetchHints?.send(id)));
}

async function tellAge(lane: string, nowEpochMs: number, { log, journal }: SweepPorts): Promise<void> {
  const [oldest] = await log.dueRows(lane, nowEpochMs, 1);
  if (oldest === undefined) return;
  const { id, account } = oldest;
  const ageSeconds = Math.round((nowEpochMs - wantedAtEpochMs(oldest)) / 1000);
  if (ageSeconds >= NOTEWORTHY_SECONDS) journal.write('info', 'oldest-due', { id, account, ageSeconds });
}
