import { createHmac } from 'node:crypto';

import { findSigner } from './find-signer.ts';
import { readSignedHeader } from './read-signed-header.ts';
import type { SignedCall, VerifiedCall, WebhookKeys } from './verified-call.ts';

/**
 * The key that signed a call of GitHub's, over the raw body.
 *
 * GitHub signs neither a time nor the delivery's id, so a call stays valid for ever: the same bytes are the same post.
 *
 * @throws RejectedTriggerError `SIGNATURE_INVALID`
 * @see https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries (November 2026)
 */
export function verifyGithub(call: SignedCall, keys: WebhookKeys, key: 'body' | 'delivery'): VerifiedCall {
  const value = readSignedHeader(call, 'x-hub-signature-256', /^sha256=[0-9a-f]{64}$/);
  const signature = Buffer.from(value.slice('sha256='.length), 'hex');
  const keyGeneration = findSigner([signature], keys, (secret) =>
    createHmac('sha256', secret).update(call.rawBody).digest(),
  );
  if (key === 'body') return { keyGeneration };
  return { keyGeneration, unsignedId: readSignedHeader(call, 'x-github-delivery', /^[A-Za-z0-9-]{1,64}$/) };
}
