import { changeRow } from './change-row.ts';
import { costOf } from './cost-of.ts';
import type { Clock, Journal, PublicationLog } from './ports.ts';
import { isFinal, publicStates } from './publication-state.ts';
import type { Publication } from './publication.ts';
import { stepPublication } from './step-publication.ts';
import { wantedAtEpochMs } from './wanted-at.ts';
import type { WorkedRow } from './worked-row.ts';

/** One minute after the first time, then twice as long each time: a day and a half in all. */
const FIRST_PAUSE_MS = 60_000;
const MAX_TRIES = 11;

export interface AnnouncePorts {
  readonly log: PublicationLog;
  readonly journal: Journal;
  readonly clock: Clock;
  /** Called for each row that reached a final state, to show it where the trigger came from; again until it did not throw. */
  announce(row: Publication): Promise<void>;
}

/** Tells that a row has come to its end, or to a person; the log is the truth, so a failure to show it is only told. */
export async function announceEnd(row: Publication, ports: AnnouncePorts): Promise<void> {
  tellEnd(row, ports);
  await show(row, ports);
}

/** Shows the end of a row once more whose showing failed, or was never begun; the post itself is not touched. */
export async function announceAgain(work: WorkedRow): Promise<void> {
  const { row, ports } = work;
  if (await show(row, ports)) return;
  const isOver = row.stumbles >= MAX_TRIES;
  if (isOver) ports.journal.write('error', 'announce-given-up', { id: row.id, label: row.label });
  const dueAtEpochMs = isOver ? null : ports.clock() + FIRST_PAUSE_MS * 2 ** row.stumbles;
  await work.save(row.state, { dueAtEpochMs, isUnshown: !isOver, stumbles: row.stumbles + 1 });
}

async function show(row: Publication, ports: AnnouncePorts): Promise<boolean> {
  try {
    await ports.announce(row);
    if (row.isUnshown === true) await changeRow(row.id, ports.log, (now) => ({ next: shown(now, ports.clock()) }));
    return true;
  } catch (error) {
    ports.journal.write('warn', 'announce-failed', { id: row.id, reason: String(error).slice(0, 300) });
    return false;
  }
}

/** A row that was sent again meanwhile has another end to show. */
function shown(row: Publication, nowEpochMs: number): Publication {
  if (row.isUnshown !== true || !isFinal(row.state)) return row;
  return stepPublication(row, row.state, nowEpochMs, { isUnshown: false });
}

/**
 * Tells the journal that a row has come to its end. Enough for whoever has no right to show it elsewhere: he writes it
 * with `isUnshown`, and the publisher does that.
 */
export function tellEnd(row: Publication, { journal, clock }: Pick<AnnouncePorts, 'journal' | 'clock'>): void {
  const { id, label, account, state, result, failure, acceptedAtEpochMs } = row;
  const common = { id, label, account, sinceTriggerMs: clock() - acceptedAtEpochMs, costMicroUsd: costOf(row) };
  if (result !== null) {
    const { postId, url, postedAtEpochMs } = result;
    journal.write('info', 'posted', { ...common, postId, url, latencyMs: postedAtEpochMs - wantedAtEpochMs(row) });
    return;
  }
  journal.write('warn', 'ended', {
    ...common,
    state: publicStates[state],
    code: failure?.code ?? null,
    reason: failure?.message ?? '',
  });
}
