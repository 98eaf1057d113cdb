import type { WebhookConfig } from '../../config/webhook-schema.ts';
import type { SignedCall, VerifiedCall, WebhookKeys } from './verified-call.ts';
import { verifyBearer } from './verify-bearer.ts';
import { verifyGithub } from './verify-github.ts';
import { verifyHmac } from './verify-hmac.ts';
import { verifyStandardWebhooks } from './verify-standard-webhooks.ts';
import { verifyStripe } from './verify-stripe.ts';

/**
 * Who vouches for a call, under the scheme of its webhook.
 *
 * @throws RejectedTriggerError for a call that no key of the webhook signed just now
 */
export function verifyCall(
  config: WebhookConfig,
  call: SignedCall,
  keys: WebhookKeys,
  nowEpochMs: number,
): VerifiedCall {
  switch (config.scheme) {
    case 'standard-webhooks':
      return verifyStandardWebhooks(call, keys, nowEpochMs);
    case 'github':
      return verifyGithub(call, keys, config.key);
    case 'stripe':
      return verifyStripe(call, keys, nowEpochMs);
    case 'hmac':
      return verifyHmac(call, keys, nowEpochMs, config);
    case 'bearer':
      return verifyBearer(call, keys);
  }
}
