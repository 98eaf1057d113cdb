import { AccountHeldError, type PigeonpostError, XUnavailableError } from '../../../domain/errors.ts';
import { errorOfAnswer, tell } from '../answers/error-of-answer.ts';
import { adviceOf } from '../answers/own-outcomes.ts';
import type { Sent } from './send-once.ts';
import { labelOf, type Session, type XCall } from './session.ts';

export interface Judgement {
  readonly error: PigeonpostError;
  /** Our clock was wrong and is put right now: the same call, signed again, may pass. */
  readonly isClockCorrected: boolean;
}

/** What an answer other than the hoped-for one means; a refused signature is held against X's clock first. */
export function judgeRefusal(session: Session, call: XCall, answer: Sent): Judgement {
  const { accountClock, clock } = session;
  const label = labelOf(call);
  const plain = errorOfAnswer(answer, {
    step: call.step,
    label,
    nowEpochMs: clock(),
    offsetMs: accountClock.offsetMs(),
  });
  if (!isSignatureRefused(answer)) return { error: plain, isClockCorrected: false };
  const { headers, sentAtEpochMs, x } = answer;
  const verdict = accountClock.learn({ date: headers['date'], age: headers['age'], sentAtEpochMs });
  const message = `X refused ${label}: ${tell(answer)}`;
  switch (verdict) {
    case 'corrected': {
      const advice = "Set the clock of this machine (NTP). Until then Pigeonpost signs by X's clock.";
      const error = new XUnavailableError(`${message}: ${tellSkew(session)}`, { advice, x });
      return { error, isClockCorrected: true };
    }
    case 'stuck':
      return { error: clockOrKeys(`${message}: ${tellSkew(session)}`, answer), isClockCorrected: false };
    case 'fine':
    case 'unknown':
      return { error: plain, isClockCorrected: false };
  }
}

/** As in `your clock is 612 s behind X's`. */
function tellSkew({ accountClock }: Session): string {
  const seconds = Math.round(accountClock.offsetMs() / 1000);
  return `your clock is ${Math.abs(seconds)} s ${seconds < 0 ? 'ahead of' : 'behind'} X's`;
}

/** v2 answers every fault of a signature by a bare 401; v1.1 has codes, and others than these two mean no clock. */
function isSignatureRefused({ status, x }: Sent): boolean {
  return x.code === undefined ? status === 401 : x.code === 32 || x.code === 135;
}

function clockOrKeys(message: string, { x }: Sent): AccountHeldError {
  return new AccountHeldError('clock-or-keys', 'CLOCK_OR_KEYS', message, {
    advice: adviceOf('CLOCK_OR_KEYS'),
    x,
  });
}
