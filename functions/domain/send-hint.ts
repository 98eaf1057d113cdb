import { StoreUnavailableError } from './errors.ts';
import type { Clock, Hints, Journal } from './ports.ts';

/** SQS delays a message by 15 minutes at most; what is due later is the sweep's business. */
const MAX_DELAY_SECONDS = 900;

export interface HintPorts {
  readonly hints: Hints;
  readonly journal: Journal;
  readonly clock: Clock;
}

/** What is to be done is in the log by now, and the sweep will find it: a hint that cannot be sent must undo nothing. */
export async function sendHint(account: string, dueAtEpochMs: number | null, ports: HintPorts): Promise<void> {
  try {
    await ports.hints.send(account, secondsUntilDue(dueAtEpochMs, ports.clock()));
  } catch (error) {
    if (!(error instanceof StoreUnavailableError)) throw error;
    ports.journal.write('warn', 'hint-lost', { account, code: error.code });
  }
}

function secondsUntilDue(dueAtEpochMs: number | null, nowEpochMs: number): number {
  const seconds = Math.ceil(((dueAtEpochMs ?? nowEpochMs) - nowEpochMs) / 1000);
  return Math.min(Math.max(seconds, 0), MAX_DELAY_SECONDS);
}
