import {
  PigeonpostError,
  RateLimitedError,
  StoreUnavailableError,
  XUnavailableError,
  XUnreachableError,
} from '../../../domain/errors.ts';
import { adviceOf } from '../answers/own-outcomes.ts';
import type { Answer } from '../answers/parse-answer.ts';
import { retryAfter } from '../answers/when-to-retry.ts';
import { TransportError } from '../http/transport-error.ts';
import { judgeRefusal } from './judge-refusal.ts';
import { MAX_PAUSE_IN_PLACE_MS, MAX_TRIES, pauseBeforeRetry } from './retry-rules.ts';
import { sendOnce } from './send-once.ts';
import { labelOf, type Session, type XCall } from './session.ts';

/** How one try ended, and after which pause another makes sense (0: at once; absent: never). */
type Try<T> = { readonly value: T } | { readonly error: PigeonpostError; readonly pauseMs?: number };

/**
 * What `read` makes of X's answer; for reads and the steps of an upload, which may be repeated.
 *
 * @param read undefined for a success that does not hold what was asked for, as after a cut-off body
 * @throws PigeonpostError of the last try
 */
export async function callRepeatedly<T>(
  session: Session,
  call: XCall,
  read: (answer: Answer) => T | undefined,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    const ended = await tryOnce(session, call, read, tries);
    if ('value' in ended) return ended.value;
    if (ended.pauseMs === undefined || tries >= MAX_TRIES || call.signal?.aborted === true) throw ended.error;
    await session.pause(ended.pauseMs, call.signal);
  }
}

async function tryOnce<T>(
  session: Session,
  call: XCall,
  read: (answer: Answer) => T | undefined,
  tries: number,
): Promise<Try<T>> {
  const pauseMs = pauseBeforeRetry(tries, session.random);
  try {
    const answer = await sendOnce(session, call);
    const isSuccess = answer.status >= 200 && answer.status < 300;
    const value = isSuccess ? read(answer) : undefined;
    if (value !== undefined) return { value };
    const { error, isClockCorrected } = judgeRefusal(session, call, answer);
    if (isClockCorrected) return { error, pauseMs: 0 };
    return { error, ...pauseAfter(error, answer, session, pauseMs) };
  } catch (error) {
    return afterNoAnswer(error, call, pauseMs);
  }
}

/** A limit that ends in a moment is waited for here, and so is a server that names a time; a later one is not. */
function pauseAfter(
  error: PigeonpostError,
  { headers }: Answer,
  { clock, accountClock }: Session,
  pauseMs: number,
): { pauseMs?: number } {
  const nowEpochMs = clock();
  if (error instanceof XUnavailableError) {
    const namedMs = retryAfter(headers, nowEpochMs, accountClock.offsetMs()) - nowEpochMs;
    if (Number.isNaN(namedMs)) return { pauseMs };
    return namedMs <= MAX_PAUSE_IN_PLACE_MS ? { pauseMs: Math.max(namedMs, pauseMs) } : {};
  }
  if (!(error instanceof RateLimitedError)) return {};
  const untilLimitEndsMs = error.retryAtEpochMs - nowEpochMs;
  return untilLimitEndsMs <= MAX_PAUSE_IN_PLACE_MS ? { pauseMs: untilLimitEndsMs } : {};
}

function afterNoAnswer(error: unknown, call: XCall, pauseMs: number): Try<never> {
  // Our own store failed under the body; a pause may help it as well.
  if (error instanceof StoreUnavailableError) return { error, pauseMs };
  if (error instanceof PigeonpostError) return { error };
  if (!(error instanceof TransportError)) throw error;
  const message = `${labelOf(call)} got no answer: ${error.message} (${error.code})`;
  if (error.code === 'ABORTED') return { error: unavailable(message) };
  return { error: error.wasSent ? unavailable(message) : unreachable(message), pauseMs };
}

function unavailable(message: string): XUnavailableError {
  return new XUnavailableError(message, { advice: adviceOf('X_UNAVAILABLE') });
}

function unreachable(message: string): XUnreachableError {
  return new XUnreachableError(message, { advice: adviceOf('X_UNREACHABLE') });
}
