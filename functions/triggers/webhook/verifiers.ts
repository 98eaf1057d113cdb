import type { WebhookConfig } from '../../config/config-schema.ts';
import type { SignedCall, VerifiedCall, WebhookKeys } from './verified-call.ts';
import { verifyStandardWebhooks } from './verify-standard-webhooks.ts';

export type Verifier = (call: SignedCall, keys: WebhookKeys, nowEpochMs: number) => VerifiedCall;

/** How the calls of each scheme are verified. */
export const verifiers: Readonly<Record<WebhookConfig['scheme'], Verifier>> = {
  'standard-webhooks': verifyStandardWebhooks,
};
