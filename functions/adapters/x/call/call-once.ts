import { OutcomeUnknownError, XUnreachableError } from '../../../domain/errors.ts';
import { tell } from '../answers/error-of-answer.ts';
import { adviceOf } from '../answers/own-outcomes.ts';
import type { Answer } from '../answers/parse-answer.ts';
import { TransportError } from '../http/transport-error.ts';
import { judgeRefusal } from './judge-refusal.ts';
import { type Sent, sendOnce } from './send-once.ts';
import { labelOf, type Session, type XCall } from './session.ts';

/**
 * What `read` makes of X's answer; for the call that creates a post, which is sent once, whatever happens.
 *
 * @throws XUnreachableError when not a byte was sent
 * @throws OutcomeUnknownError when the request went out and no clear answer came back
 * @throws PigeonpostError for X's refusal
 */
export async function callOnce<T>(session: Session, call: XCall, read: (answer: Answer) => T | undefined): Promise<T> {
  const answer = await send(session, call);
  const isSuccess = answer.status >= 200 && answer.status < 300;
  if (!isSuccess) throw judgeRefusal(session, call, answer).error;
  const value = read(answer);
  if (value !== undefined) return value;
  const message = `${labelOf(call)} was answered by ${tell(answer)} without the id of a post: the post may be on X`;
  throw new OutcomeUnknownError(message, { advice: adviceOf('OUTCOME_UNKNOWN'), x: answer.x });
}

async function send(session: Session, call: XCall): Promise<Sent> {
  try {
    return await sendOnce(session, call);
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    const message = `${labelOf(call)} got no answer: ${error.message} (${error.code})`;
    if (!error.wasSent)
      throw new XUnreachableError(`${message}; nothing was sent`, { advice: adviceOf('X_UNREACHABLE') });
    throw new OutcomeUnknownError(`${message}: the post may be on X`, { advice: adviceOf('OUTCOME_UNKNOWN') });
  }
}
