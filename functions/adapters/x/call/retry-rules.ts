import {
  type PigeonpostError,
  RateLimitedError,
  StoreUnavailableError,
  XUnavailableError,
  XUnreachableError,
} from '../../../domain/errors.ts';
import { type Headers, retryAfter } from '../answers/when-to-retry.ts';
import type { Deadlines } from '../http/exchange.ts';
import type { Session } from './session.ts';

// What is sent again, how often and after how long. All of it is for reads and for the steps of an upload, which may be
// repeated; the call that creates a post knows no second try (call-once.ts).

export const MAX_TRIES = 4;
const FIRST_PAUSE_MS = 300;
/** What ends sooner than this is waited for on the spot; later is the caller's business. */
const MAX_PAUSE_IN_PLACE_MS = 5_000;

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

/**
 * Milliseconds after which the same call may be tried again, or undefined when that makes no sense: X refused it for
 * good, or names a time that is too far off to be waited for here.
 *
 * @param tries made so far
 * @param headers of X's answer; none when there was no answer
 */
export function pauseBeforeRetry(
  error: PigeonpostError,
  tries: number,
  headers: Headers,
  session: Session,
): number | undefined {
  const nowEpochMs = session.clock();
  if (error instanceof RateLimitedError) return inPlace(error.retryAtEpochMs - nowEpochMs);
  // Our own store may have failed under the body; a pause helps it as well as X.
  if (!isPassing(error)) return undefined;
  const pauseMs = backOff(tries, session);
  const namedMs = retryAfter(headers, nowEpochMs, session.accountClock.offsetMs()) - nowEpochMs;
  return Number.isNaN(namedMs) ? pauseMs : inPlace(Math.max(namedMs, pauseMs));
}

function isPassing(error: PigeonpostError): boolean {
  return (
    error instanceof XUnavailableError || error instanceof XUnreachableError || error instanceof StoreUnavailableError
  );
}

function inPlace(pauseMs: number): number | undefined {
  return pauseMs <= MAX_PAUSE_IN_PLACE_MS ? pauseMs : undefined;
}

/** Doubling, from half to all of it by chance. */
function backOff(tries: number, { random }: Session): number {
  return FIRST_PAUSE_MS * 2 ** (tries - 1) * (0.5 + random() / 2);
}
