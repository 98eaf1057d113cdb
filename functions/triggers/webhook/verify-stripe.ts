import { createHmac } from 'node:crypto';

import { assertTimely, TIMESTAMP_FORM } from './assert-timely.ts';
import { findSigner } from './find-signer.ts';
import { readSignedHeader } from './read-signed-header.ts';
import { signatureRefused } from './signature-refused.ts';
import type { SignedCall, VerifiedCall, WebhookKeys } from './verified-call.ts';

/**
 * The key that signed a call of Stripe's, over time and raw body. The whole text of the secret, `whsec_` and all, is
 * the key. Stripe's own libraries refuse the past only; here the future is refused too.
 *
 * @throws RejectedTriggerError `SIGNATURE_INVALID` or `TIMESTAMP_OUT_OF_RANGE`; callers must not learn which
 * @see https://docs.stripe.com/webhooks#verify-manually (November 2026)
 */
export function verifyStripe(call: SignedCall, keys: WebhookKeys, nowEpochMs: number): VerifiedCall {
  const header = readSignedHeader(
    call,
    'stripe-signature',
    /^[a-z0-9]{1,16}=[\x21-\x2b\x2d-\x7e]*(?:,[a-z0-9]{1,16}=[\x21-\x2b\x2d-\x7e]*)*$/,
  );
  const entries = header.split(',').map((entry) => entry.split(/=(.*)/));
  const timestamp = readTimestamp(valuesOf(entries, 't'));
  const signatures = valuesOf(entries, 'v1').flatMap((hex) =>
    /^[0-9a-f]{64}$/.test(hex) ? [Buffer.from(hex, 'hex')] : [],
  );
  const keyGeneration = findSigner(signatures, keys, (key) =>
    createHmac('sha256', key).update(`${timestamp}.`).update(call.rawBody).digest(),
  );
  assertTimely(Number(timestamp), nowEpochMs);
  return { keyGeneration };
}

/** More than one time means that the header came twice. */
function readTimestamp([timestamp = '', ...others]: readonly string[]): string {
  if (others.length > 0 || !TIMESTAMP_FORM.test(timestamp))
    throw signatureRefused('t is missing, malformed or doubled');
  return timestamp;
}

function valuesOf(entries: readonly (readonly string[])[], name: string): readonly string[] {
  return entries.flatMap(([key, value = '']) => (key === name ? [value] : []));
}
