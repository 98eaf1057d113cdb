import { createHmac, timingSafeEqual } from 'node:crypto';

import { RejectedTriggerError } from '../../domain/errors.ts';
import { decodeStrictBase64 } from '../decode-strict-base64.ts';
import type { SignedCall, VerifiedCall, WebhookKeys } from './verified-call.ts';

/** Standard Webhooks leaves the number open; its reference libraries use five minutes. */
const TOLERANCE_SECONDS = 5 * 60;
const SHA256_BYTES = 32;

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
  const id = header(call, 'webhook-id', /^[A-Za-z0-9_-]{1,255}$/);
  const timestamp = header(call, 'webhook-timestamp', /^\d{1,12}$/);
  const signatures = readSignatures(header(call, 'webhook-signature', /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/));
  const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), call.rawBody]);
  const keyGeneration = findSigner(signed, signatures, keys);
  if (keyGeneration === undefined) throw refused('no key of this webhook made one of the signatures');
  assertTimely(Number(timestamp), nowEpochMs);
  return { signedId: id, keyGeneration };
}

function header(call: SignedCall, name: string, form: RegExp): string {
  const value = call.headers[name];
  if (value === undefined || !form.test(value)) throw refused(`${name} is missing or malformed`);
  return value;
}

/** All `v1` signatures of the header. Other versions are other people's business; a second comma is a joined header. */
function readSignatures(value: string): readonly Buffer[] {
  return value.split(' ').flatMap((entry) => {
    const [version, signature = '', ...rest] = entry.split(',');
    if (rest.length > 0) throw refused('webhook-signature was given twice');
    const bytes = version === 'v1' ? decodeStrictBase64(signature) : undefined;
    return bytes?.length === SHA256_BYTES ? [bytes] : [];
  });
}

/** Tries every key with every signature, so that the time taken does not tell which one fitted. */
function findSigner(
  signed: Uint8Array,
  signatures: readonly Buffer[],
  keys: WebhookKeys,
): VerifiedCall['keyGeneration'] | undefined {
  const isSignedBy = (key: Uint8Array): boolean => {
    const expected = createHmac('sha256', key).update(signed).digest();
    return signatures.filter((signature) => timingSafeEqual(signature, expected)).length > 0;
  };
  const byCurrent = isSignedBy(keys.current);
  const byPrevious = keys.previous !== undefined && isSignedBy(keys.previous);
  if (byCurrent) return 'current';
  return byPrevious ? 'previous' : undefined;
}

function assertTimely(timestampEpochSeconds: number, nowEpochMs: number): void {
  const ageSeconds = Math.floor(nowEpochMs / 1000) - timestampEpochSeconds;
  if (Math.abs(ageSeconds) > TOLERANCE_SECONDS) {
    throw new RejectedTriggerError('TIMESTAMP_OUT_OF_RANGE', `the call was signed ${ageSeconds} s ago`);
  }
}

function refused(message: string): RejectedTriggerError {
  return new RejectedTriggerError('SIGNATURE_INVALID', message);
}
