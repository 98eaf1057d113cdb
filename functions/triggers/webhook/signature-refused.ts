import { RejectedTriggerError } from '../../domain/errors.ts';

/** The one refusal of a call that nobody vouches for; the caller never sees `message`. */
export function signatureRefused(message: string): RejectedTriggerError {
  return new RejectedTriggerError('SIGNATURE_INVALID', message);
}
