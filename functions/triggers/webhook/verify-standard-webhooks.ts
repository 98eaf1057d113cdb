import { createHmac } from 'node:crypto';

import { decodeStrictBase64 } from '../decode-strict-base64.ts';
import { assertTimely, TIMESTAMP_FORM } from './assert-timely.ts';
import { findSigner } from './find-signer.ts';
import { readSignedHeader } from './read-signed-header.ts';
import { signatureRefused } from './signature-refused.ts';
import type { SignedCall, VerifiedCall, WebhookKeys } from './verified-call.ts';

/**
 * The call's id and the key that signed it, under Standard Webhooks with HMAC-SHA256 (`v1`).
 *
 * Stricter than the reference libraries, which read `17950abc` as a time and sign decoded text: here the timestamp
 * is digits only, the bytes are signed as they came, and the future is refused like the past.
 *
 * @throws RejectedTriggerError `SIGNATURE_INVALID` or `TIMESTAMP_OUT_OF_RANGE`; callers must not learn which
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md (August 2026)
 */
export function verifyStandardWebhooks(call: SignedCall, keys: WebhookKeys, nowEpochMs: number): VerifiedCall {
  // A dot in the id would make `id.timestamp.body` ambiguous; a comma means that the header came twice.
  const id = readSignedHeader(call, 'webhook-id', /^[A-Za-z0-9_-]{1,255}$/);
  const timestamp = readSignedHeader(call, 'webhook-timestamp', TIMESTAMP_FORM);
  const form = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/;
  const signatures = readSignatures(readSignedHeader(call, 'webhook-signature', form));
  const keyGeneration = findSigner(signatures, keys, (key) =>
    createHmac('sha256', key).update(`${id}.${timestamp}.`).update(call.rawBody).digest(),
  );
  assertTimely(Number(timestamp), nowEpochMs);
  return { signedId: id, keyGeneration };
}

/** All `v1` signatures of the header. Other versions are other people's business; a second comma is a joined header. */
function readSignatures(value: string): readonly Buffer[] {
  return value.split(' ').flatMap((entry) => {
    const [version, signature = '', ...rest] = entry.split(',');
    if (rest.length > 0) throw signatureRefused('webhook-signature was given twice');
    const bytes = version === 'v1' ? decodeStrictBase64(signature) : undefined;
    return bytes === undefined ? [] : [bytes];
  });
}
