import {
  AccountHeldError,
  DuplicateRefusedError,
  MediaIdRefusedError,
  MediaRejectedError,
  OutcomeUnknownError,
  type PigeonpostError,
  RateLimitedError,
  type XAnswer,
  XRefusedError,
  XUnavailableError,
} from '../../../domain/errors.ts';
import type { Outcome, Step, Verdict } from './outcome.ts';
import { anyRefusal, outcomes } from './outcomes.ts';
import { adviceOf } from './own-outcomes.ts';
import type { Answer } from './parse-answer.ts';
import { isDayUsedUp, whenToRetry } from './when-to-retry.ts';

export interface AnsweredCall {
  readonly step: Step;
  /** As in `POST /2/tweets`; goes into the message. */
  readonly label: string;
  readonly nowEpochMs: number;
  /** X's clock minus ours. */
  readonly offsetMs: number;
}

/** The error that an answer other than the hoped-for one stands for. */
export function errorOfAnswer(answer: Answer, call: AnsweredCall): PigeonpostError {
  const { x } = answer;
  if (isUnclear(answer)) {
    const message = `${call.label} was answered by ${tell(answer)}`;
    if (call.step !== 'create') return new XUnavailableError(message, { advice: adviceOf('X_UNAVAILABLE'), x });
    return new OutcomeUnknownError(`${message}: the post may be on X`, { advice: adviceOf('OUTCOME_UNKNOWN'), x });
  }
  const { verdict, advice } = outcomeOf(answer, call.step);
  return make(verdict, `X refused ${call.label}: ${tell(answer)}`, { advice, x }, answer, call);
}

/** Says nothing about what happened: 5xx, a timeout of the edge, a redirect, or a success that cannot be read. */
export function isUnclear({ status }: Pick<Answer, 'status'>): boolean {
  return status < 400 || status === 408 || status >= 500;
}

/** The first row that fits. */
export function outcomeOf(answer: Pick<Answer, 'status' | 'x'>, step: Step): Outcome {
  return outcomes.find((outcome) => fits(outcome, answer, step)) ?? anyRefusal;
}

function fits(outcome: Outcome, { status, x }: Pick<Answer, 'status' | 'x'>, step: Step): boolean {
  const { codes, problems, statuses, says, steps } = outcome;
  if (codes !== undefined && !(x.code !== undefined && codes.includes(x.code))) return false;
  if (problems !== undefined && !(x.problem !== undefined && problems.includes(x.problem))) return false;
  if (statuses !== undefined && !statuses.includes(status)) return false;
  if (steps !== undefined && !steps.includes(step)) return false;
  return says === undefined || says.test(`${x.title ?? ''} ${x.detail ?? ''}`);
}

function make(
  verdict: Verdict,
  message: string,
  details: { readonly advice: string; readonly x: XAnswer },
  answer: Answer,
  call: AnsweredCall,
): PigeonpostError {
  switch (verdict.error) {
    case 'XRefusedError':
      return new XRefusedError(verdict.code, message, details);
    case 'MediaRejectedError':
      return new MediaRejectedError(verdict.code, message, details);
    case 'DuplicateRefusedError':
      return new DuplicateRefusedError(message, details);
    case 'MediaIdRefusedError':
      return new MediaIdRefusedError(message, details);
    case 'AccountHeldError':
      return new AccountHeldError(verdict.reason, verdict.code, message, details);
    case 'RateLimitedError':
      return rateLimited(verdict.code, message, details, answer, call);
  }
}

/** X's own limits of posts a day come without any header; an hour is a first guess. */
const UNTOLD_DAILY_LIMIT_MS = 3_600_000;

function rateLimited(
  code: 'RATE_LIMITED' | 'DAILY_LIMIT',
  message: string,
  details: { readonly advice: string; readonly x: XAnswer },
  { headers }: Answer,
  { nowEpochMs, offsetMs }: AnsweredCall,
): RateLimitedError {
  const isDaily = code === 'DAILY_LIMIT' || isDayUsedUp(headers);
  const told = whenToRetry(headers, nowEpochMs, offsetMs);
  const retryAtEpochMs = isDaily
    ? Math.max(told, nowEpochMs + (isDayUsedUp(headers) ? 0 : UNTOLD_DAILY_LIMIT_MS))
    : told;
  return new RateLimitedError(isDaily ? 'DAILY_LIMIT' : 'RATE_LIMITED', message, retryAtEpochMs, details);
}

/** As in `403, code 187 "Status is a duplicate."`. */
export function tell({ status, form, x }: Pick<Answer, 'status' | 'form' | 'x'>): string {
  const code = x.code === undefined ? '' : `, code ${x.code}`;
  const problem = x.problem === undefined ? '' : `, ${x.problem}`;
  const detail = x.detail ?? x.title;
  const said = detail === undefined ? (form === 'empty' ? ' with an empty body' : '') : ` "${detail}"`;
  return `${status}${code}${problem}${said}`;
}
