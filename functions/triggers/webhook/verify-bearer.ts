import { createHash } from 'node:crypto';

import { RejectedTriggerError } from '../../domain/errors.ts';
import { findSigner } from './find-signer.ts';
import { readSignedHeader } from './read-signed-header.ts';
import type { SignedCall, VerifiedCall, WebhookKeys } from './verified-call.ts';

/**
 * The key that a caller showed as bearer token, and the id under which he asks for the post.
 *
 * Nothing binds the token to the body, so this is for senders who cannot sign. Hashes are compared, since they are of
 * one length whatever was sent.
 *
 * @throws RejectedTriggerError `SIGNATURE_INVALID`, or `IDEMPOTENCY_KEY` for a caller who is known and sends no id
 */
export function verifyBearer(call: SignedCall, keys: WebhookKeys): VerifiedCall {
  const value = readSignedHeader(call, 'authorization', /^bearer [\x21-\x7e]{1,512}$/i);
  const shown = sha256(value.slice('bearer '.length));
  const keyGeneration = findSigner([shown], keys, sha256);
  const unsignedId = call.headers['idempotency-key'];
  if (unsignedId === undefined || !/^[\x21-\x7e]{1,255}$/.test(unsignedId)) {
    const message = 'the header idempotency-key is needed: 1 to 255 visible ASCII characters, the same for each repeat';
    throw new RejectedTriggerError('IDEMPOTENCY_KEY', message);
  }
  return { keyGeneration, unsignedId };
}

function sha256(value: string | Uint8Array): Buffer {
  return createHash('sha256').update(value).digest();
}
