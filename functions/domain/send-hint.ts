import { StoreUnavailableError } from './errors.ts';
import type { Clock, FetchHints, Hints, Journal } from './ports.ts';
import type { Publication } from './publication.ts';

/** SQS delays a message by 15 minutes at most; what is due later is the sweep's business. */
const MAX_DELAY_SECONDS = 900;

export interface HintPorts {
  readonly hints: Hints;
  /** Where there are none, the sweep's have to do. */
  readonly fetchHints?: FetchHints;
  readonly journal: Journal;
  readonly clock: Clock;
}

/** A hint to whoever works the row as it stands: its account's publisher, or the fetcher of what its URLs show. */
export async function hintRow({ id, account, state, dueAtEpochMs }: Publication, ports: HintPorts): Promise<void> {
  if (state !== 'FETCHING') return sendHint(account, dueAtEpochMs, ports);
  await orTellLoss(account, ports, async () => ports.fetchHints?.send(id));
}

/** A hint to the account, for when something of it is due. */
export async function sendHint(account: string, dueAtEpochMs: number | null, ports: HintPorts): Promise<void> {
  await orTellLoss(account, ports, async () => ports.hints.send(account, secondsUntilDue(dueAtEpochMs, ports.clock())));
}

/** What is to be done is in the log by now, and the sweep will find it: a hint that cannot be sent must undo nothing. */
async function orTellLoss(account: string, { journal }: HintPorts, send: () => Promise<void>): Promise<void> {
  try {
    await send();
  } catch (error) {
    if (!(error instanceof StoreUnavailableError)) throw error;
    journal.write('warn', 'hint-lost', { account, code: error.code });
  }
}

function secondsUntilDue(dueAtEpochMs: number | null, nowEpochMs: number): number {
  const seconds = Math.ceil(((dueAtEpochMs ?? nowEpochMs) - nowEpochMs) / 1000);
  return Math.min(Math.max(seconds, 0), MAX_DELAY_SECONDS);
}
