import { timingSafeEqual } from 'node:crypto';

import { signatureRefused } from './signature-refused.ts';
import type { VerifiedCall, WebhookKeys } from './verified-call.ts';

/**
 * Which key made one of the signatures.
 *
 * Tries every key with every signature, so that the time taken does not tell which one fitted.
 *
 * @param sign what the key makes of the call
 * @throws RejectedTriggerError `SIGNATURE_INVALID` when none did
 */
export function findSigner(
  signatures: readonly Uint8Array[],
  keys: WebhookKeys,
  sign: (key: Uint8Array) => Uint8Array,
): VerifiedCall['keyGeneration'] {
  const isSignedBy = (key: Uint8Array): boolean => {
    const expected = sign(key);
    return signatures.filter((one) => one.length === expected.length && timingSafeEqual(one, expected)).length > 0;
  };
  const byCurrent = isSignedBy(keys.current);
  const byPrevious = keys.previous !== undefined && isSignedBy(keys.previous);
  if (byCurrent) return 'current';
  if (byPrevious) return 'previous';
  throw signatureRefused('no key of this webhook made one of the signatures');
}
