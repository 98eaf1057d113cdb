import type { Clock, Hints, Journal, PublicationLog } from './ports.ts';
import { wantedAtEpochMs } from './wanted-at.ts';

export interface SweepPorts {
  readonly log: PublicationLog;
  readonly hints: Hints;
  readonly journal: Journal;
  readonly clock: Clock;
}

/** What waits no longer than this waits for the next hint, not for a person. */
const NOTEWORTHY_SECONDS = 60;

/** Sends one hint for each account that has something due, and tells how long the first of it has waited. */
export async function sweep(ports: SweepPorts): Promise<void> {
  const nowEpochMs = ports.clock();
  const accounts = await ports.log.dueAccounts(nowEpochMs);
  await Promise.all(accounts.map(async (account) => ports.hints.send(account)));
  await Promise.all(accounts.map(async (account) => tellAge(account, nowEpochMs, ports)));
}

async function tellAge(account: string, nowEpochMs: number, { log, journal }: SweepPorts): Promise<void> {
  const [oldest] = await log.dueRows(account, nowEpochMs, 1);
  if (oldest === undefined) return;
  const ageSeconds = Math.round((nowEpochMs - wantedAtEpochMs(oldest)) / 1000);
  if (ageSeconds >= NOTEWORTHY_SECONDS) journal.write('info', 'oldest-due', { id: oldest.id, account, ageSeconds });
}
