import type { Random } from '../../../domain/ports.ts';
import type { Deadlines } from '../http/exchange.ts';

/**
 * What is sent again, how often, and after how long. Reads and the steps of an upload may be repeated; the call that
 * creates a post never is, whatever the answer.
 */
export const MAX_TRIES = 4;
const FIRST_PAUSE_MS = 300;
/** A limit that resets sooner than this is waited for on the spot; a later one is the caller's business. */
export const MAX_PAUSE_IN_PLACE_MS = 5_000;

/** How long each kind of call may take. */
export interface CallDeadlines {
  /** Reads and small upload steps. */
  readonly short: Deadlines;
  /** Bytes: a chunk of 4 MiB over a slow uplink. */
  readonly bytes: Deadlines;
  /** Creating a post; POST statuses/update_with_media documents 30 s for itself. */
  readonly create: Deadlines;
}

export const standardDeadlines: CallDeadlines = {
  short: { idleMs: 20_000, totalMs: 30_000 },
  bytes: { idleMs: 30_000, totalMs: 300_000 },
  create: { idleMs: 30_000, totalMs: 30_000 },
};

/** Milliseconds before try number `tries + 1`: doubling, from half to all of it by chance. */
export function pauseBeforeRetry(tries: number, random: Random): number {
  return FIRST_PAUSE_MS * 2 ** (tries - 1) * (0.5 + random() / 2);
}
