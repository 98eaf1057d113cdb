import type { FieldFault } from './x-account.ts';

/** What the caller may do next. `check-first`: the post may already be live, so look before repeating. */
export type Retry = 'never' | 'later' | 'check-first';

/** What X said, as far as it may be shown: no header, no token, no whole body. */
export interface XAnswer {
  readonly status: number;
  /** v1.1 error code, as in `{"errors":[{"code":187}]}`. */
  readonly code?: number;
  /** v2 problem type, last path segment only, as in `credits-depleted`. */
  readonly problem?: string;
  readonly title?: string;
  readonly detail?: string;
  /** `x-transaction-id`, `x-transaction` or `x-connection-hash`: what X's support asks for. */
  readonly requestId?: string;
}

interface Details extends ErrorOptions {
  /** One sentence: what a person does about it. */
  readonly advice?: string;
  readonly x?: XAnswer;
}

/** Base of every failure this service names itself. Anything else that is thrown is a bug. */
export abstract class PigeonpostError extends Error {
  abstract readonly retry: Retry;
  /** Stable and upper case, as in `MEDIA_TYPE`; `docs/errors.md` lists them. */
  readonly code: string;
  readonly advice: string | undefined;
  readonly x: XAnswer | undefined;

  constructor(code: string, message: string, details: Details = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.advice = details.advice;
    this.x = details.x;
  }
}

/** The configuration cannot work; `message` lists every fault at once. */
export class ConfigError extends PigeonpostError {
  override readonly name = 'ConfigError';
  readonly retry = 'never';

  constructor(message: string, details?: Details) {
    super('CONFIG', message, details);
  }
}

/** A drop or call that cannot become a post. Sending the same again cannot help. */
export class RejectedTriggerError extends PigeonpostError {
  override readonly name = 'RejectedTriggerError';
  readonly retry = 'never';
  /** Where a post has faults: every one of them, by field. */
  readonly faults: readonly FieldFault[];

  constructor(code: string, message: string, details: Details & { readonly faults?: readonly FieldFault[] } = {}) {
    super(code, message, details);
    this.faults = details.faults ?? [];
  }
}

/** A picture or video that X would not take, or that is not there; nothing was posted. */
export class MediaRejectedError extends PigeonpostError {
  override readonly name = 'MediaRejectedError';
  readonly retry = 'never';
}

/** The server of a picture did not give it this time: down, slow, busy, or cut off. Nothing was posted. */
export class FetchFailedError extends PigeonpostError {
  override readonly name = 'FetchFailedError';
  readonly retry = 'later';
  /** When the server wants to be asked again, if it says so. */
  readonly retryAtEpochMs: number | undefined;

  constructor(
    code: 'FETCH_UNAVAILABLE' | 'FETCH_TIMEOUT',
    message: string,
    details: Details & { readonly retryAtEpochMs?: number | undefined } = {},
  ) {
    super(code, message, details);
    this.retryAtEpochMs = details.retryAtEpochMs;
  }
}

/** X refused this post for good; nothing was created by this call. */
export class XRefusedError extends PigeonpostError {
  override readonly name = 'XRefusedError';
  readonly retry = 'never';
}

/** X called it a repeat (187, or `duplicate content`). Says nothing about an earlier attempt's outcome. */
export class DuplicateRefusedError extends PigeonpostError {
  override readonly name = 'DuplicateRefusedError';
  readonly retry = 'never';

  constructor(message: string, details?: Details) {
    super('DUPLICATE', message, details);
  }
}

/** X no longer knows a media id (expired, or another token's): upload the same bytes again, once. */
export class MediaIdRefusedError extends PigeonpostError {
  override readonly name = 'MediaIdRefusedError';
  readonly retry = 'later';

  constructor(message: string, details?: Details) {
    super('X_MEDIA_INVALID', message, details);
  }
}

/** Refused for pace: by X (429, or a daily limit), or by what the account allows itself (`PACE`). Nothing was posted. */
export class RateLimitedError extends PigeonpostError {
  override readonly name = 'RateLimitedError';
  readonly retry = 'later';
  /** Earliest moment at which the answer may be yes. */
  readonly retryAtEpochMs: number;

  constructor(
    code: 'RATE_LIMITED' | 'DAILY_LIMIT' | 'PACE',
    message: string,
    retryAtEpochMs: number,
    details?: Details,
  ) {
    super(code, message, details);
    this.retryAtEpochMs = retryAtEpochMs;
  }
}

/** Nothing was sent: connection refused, name unknown, certificate refused. Safe to repeat with a pause. */
export class XUnreachableError extends PigeonpostError {
  override readonly name = 'XUnreachableError';
  readonly retry = 'later';

  constructor(message: string, details?: Details) {
    super('X_UNREACHABLE', message, details);
  }
}

/** A read or an upload step failed on X's side after all its retries. Nothing was posted. */
export class XUnavailableError extends PigeonpostError {
  override readonly name = 'XUnavailableError';
  readonly retry = 'later';

  constructor(message: string, details?: Details) {
    super('X_UNAVAILABLE', message, details);
  }
}

/** Why an account stands still until a person acts. */
export type HoldReason = 'auth' | 'clock-or-keys' | 'credits' | 'locked' | 'access' | 'secret' | 'budget' | 'operator';

/**
 * The account cannot post until a person acts; its queue is kept, other accounts go on. Nothing was posted.
 *
 * `auth` and `secret` deserve one fresh look at the secret first: it may have been rotated.
 */
export class AccountHeldError extends PigeonpostError {
  override readonly name = 'AccountHeldError';
  readonly retry = 'later';
  readonly reason: HoldReason;

  constructor(reason: HoldReason, code: string, message: string, details?: Details) {
    super(code, message, details);
    this.reason = reason;
  }
}

/** The post would cost more than the month's budget has left: nothing is sent until it fits. */
export class BudgetSpentError extends AccountHeldError {
  readonly priceMicroUsd: number;

  constructor(message: string, priceMicroUsd: number, details?: Details) {
    super('budget', 'BUDGET', message, details);
    this.priceMicroUsd = priceMicroUsd;
  }
}

/** The create call went out and no clear answer came back: never repeat it blindly. */
export class OutcomeUnknownError extends PigeonpostError {
  override readonly name = 'OutcomeUnknownError';
  readonly retry = 'check-first';

  constructor(message: string, details?: Details) {
    super('OUTCOME_UNKNOWN', message, details);
  }
}

/** What a person asked for cannot be done with this post as it stands; nothing was changed. */
export class CommandRefusedError extends PigeonpostError {
  override readonly name = 'CommandRefusedError';
  readonly retry = 'never';
}

/** One of our own stores did not answer. Nothing is lost: what is not acknowledged comes again. */
export class StoreUnavailableError extends PigeonpostError {
  override readonly name = 'StoreUnavailableError';
  readonly retry = 'later';

  constructor(message: string, details?: Details) {
    super('LEDGER_UNAVAILABLE', message, details);
  }
}
