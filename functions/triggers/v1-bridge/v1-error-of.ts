import {
  AccountHeldError,
  DuplicateRefusedError,
  MediaIdRefusedError,
  MediaRejectedError,
  PigeonpostError,
  RateLimitedError,
} from '../../domain/errors.ts';
import { V1Error, V1MediaError, v1Errors } from './v1-error.ts';

/** What v1.1 says for an error of ours or of X's; 500/131 for what is no error of ours. */
export function v1ErrorOf(error: unknown): V1Error | V1MediaError {
  if (error instanceof V1Error || error instanceof V1MediaError) return error;
  if (!(error instanceof PigeonpostError)) return new V1Error(v1Errors.internal);
  if (error instanceof DuplicateRefusedError) return new V1Error(v1Errors.duplicate);
  if (error instanceof MediaIdRefusedError) return new V1Error(v1Errors.mediaInvalid);
  if (error instanceof MediaRejectedError) return new V1MediaError(error.x?.detail ?? error.message);
  if (error instanceof RateLimitedError) return new V1Error(v1Errors.rateLimited);
  if (error instanceof AccountHeldError) return new V1Error(v1Errors.overCapacity);
  return error.retry === 'never' ? new V1Error(v1Errors.pageMissing) : new V1Error(v1Errors.overCapacity);
}
