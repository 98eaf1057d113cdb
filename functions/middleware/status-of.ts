import { PigeonpostError, type Retry } from '../domain/errors.ts';

/** Where a code alone decides. All else that the caller can change is 422, all else that he cannot is 503. */
const statuses: Readonly<Record<string, number>> = {
  IDEMPOTENCY_KEY: 400,
  UTF8_INVALID: 400,
  JSON_INVALID: 400,
  FORM_INVALID: 400,
  SIGNATURE_INVALID: 401,
  TIMESTAMP_OUT_OF_RANGE: 401,
  ACCOUNT_UNKNOWN: 403,
  PATH_UNKNOWN: 404,
  POST_UNKNOWN: 404,
  METHOD: 405,
  IN_PROGRESS: 409,
  POST_CLAIMED: 409,
  TOO_EARLY: 409,
  WRONG_STATE: 409,
  BODY_TOO_LARGE: 413,
  CONTENT_ENCODING: 415,
  CONTENT_TYPE: 415,
  HEADERS_TOO_LARGE: 431,
  CONFIG: 500,
};

const statusByRetry: Readonly<Record<Retry, number>> = { never: 422, later: 503, 'check-first': 503 };

/** The HTTP status that answers an error; 500 for anything that is no error of ours. Never 410: senders give up on it. */
export function statusOf(error: unknown): number {
  if (!(error instanceof PigeonpostError)) return 500;
  return Object.hasOwn(statuses, error.code) ? (statuses[error.code] ?? 500) : statusByRetry[error.retry];
}
