import { PigeonpostError, XUnavailableError, XUnreachableError } from '../../../domain/errors.ts';
import { adviceOf } from '../answers/own-outcomes.ts';
import type { Answer } from '../answers/parse-answer.ts';
import { TransportError } from '../http/transport-error.ts';
import { judgeRefusal } from './judge-refusal.ts';
import { MAX_TRIES, pauseBeforeRetry } from './retry-rules.ts';
import { sendOnce } from './send-once.ts';
import { labelOf, type Session, type XCall } from './session.ts';

/** How one try ended, and after which pause another makes sense (0: at once; undefined: never). */
type Try<T> = { readonly value: T } | { readonly error: PigeonpostError; readonly pauseMs: number | undefined };

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
  try {
    const answer = await sendOnce(session, call);
    const isSuccess = answer.status >= 200 && answer.status < 300;
    const value = isSuccess ? read(answer) : undefined;
    if (value !== undefined) return { value };
    const { error, isClockCorrected } = judgeRefusal(session, call, answer);
    return { error, pauseMs: isClockCorrected ? 0 : pauseBeforeRetry(error, tries, answer.headers, session) };
  } catch (thrown) {
    const error = withoutAnswer(thrown, call);
    return { error, pauseMs: pauseBeforeRetry(error, tries, {}, session) };
  }
}

function withoutAnswer(error: unknown, call: XCall): PigeonpostError {
  if (error instanceof PigeonpostError) return error;
  if (!(error instanceof TransportError)) throw error;
  const message = `${labelOf(call)} got no answer: ${error.message} (${error.code})`;
  // An interruption says nothing about whether X can be reached.
  return error.wasSent || error.code === 'ABORTED'
    ? new XUnavailableError(message, { advice: adviceOf('X_UNAVAILABLE') })
    : new XUnreachableError(message, { advice: adviceOf('X_UNREACHABLE') });
}
