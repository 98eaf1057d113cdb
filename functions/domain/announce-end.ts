import { costOf } from './cost-of.ts';
import type { Clock, Journal } from './ports.ts';
import { publicStates } from './publication-state.ts';
import type { Publication } from './publication.ts';
import { wantedAtEpochMs } from './wanted-at.ts';

export interface AnnouncePorts {
  readonly journal: Journal;
  readonly clock: Clock;
  /** Called once for each row that reached a final state, to show it where the trigger came from. */
  announce(row: Publication): Promise<void>;
}

/** Tells that a row has come to its end, or to a person; the log is the truth, so a failure here is only told. */
export async function announceEnd(row: Publication, ports: AnnouncePorts): Promise<void> {
  tell(row, ports);
  try {
    await ports.announce(row);
  } catch (error) {
    ports.journal.write('warn', 'announce-failed', { id: row.id, reason: String(error).slice(0, 300) });
  }
}

function tell(row: Publication, { journal, clock }: AnnouncePorts): void {
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
