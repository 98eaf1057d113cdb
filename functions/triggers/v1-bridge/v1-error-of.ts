import {
  AccountHeldError,
  MediaIdRefusedError,
  MediaRejectedError,
  PigeonpostError,
  RateLimitedError,
} from '../../domain/errors.ts';
import { refusalOf } from './post-refusals.ts';
import { V1Error, V1MediaError, v1Errors } from './v1-error.ts';

/** What v1.1 says for an error of ours or of X's; 500/131 for what is no error of ours. */
export function v1ErrorOf(error: unknown): V1Error | V1MediaError {
  if (error instanceof V1Error || error instanceof V1MediaError) return error;
  if (!(error instanceof PigeonpostError)) return new V1Error(v1Errors.internal);
  if (error instanceof RateLimitedError) return limited(error);
  if (error instanceof MediaIdRefusedError) return new V1Error(v1Errors.mediaInvalid);
  if (error instanceof MediaRejectedError && error.x !== undefined) {
    return new V1MediaError(error.x.detail ?? error.message);
  }
  // A secret that cannot be used is the owner's business; the client can only come again.
  const isOurs = error instanceof AccountHeldError && error.reason === 'secret';
  const isFinal = error.retry === 'never' || error instanceof AccountHeldError;
  return isFinal && !isOurs ? refuse(error) : new V1Error(v1Errors.overCapacity);
}

/** X tells when the limit ends; how many calls it was for is known only from answers that were taken. */
function limited(error: RateLimitedError): V1Error {
  if (error.code !== 'RATE_LIMITED') return refuse(error);
  return new V1Error(v1Errors.rateLimited, undefined, {
    'x-rate-limit-remaining': '0',
    'x-rate-limit-reset': String(Math.ceil(error.retryAtEpochMs / 1000)),
  });
}

function refuse({ code, message }: PigeonpostError): V1Error {
  return refusalOf({ code, message });
}
