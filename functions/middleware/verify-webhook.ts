import type { MiddlewareObj } from '@middy/core';

import { RejectedTriggerError } from '../domain/errors.ts';
import type { Clock, Journal, Secrets } from '../domain/ports.ts';
import { parseWebhookSecret } from '../triggers/webhook/parse-webhook-secret.ts';
import type { VerifiedCall, WebhookKeys } from '../triggers/webhook/verified-call.ts';
import { verifyCall } from '../triggers/webhook/verify-call.ts';
import type { RawBodyEvent } from './decode-body.ts';
import type { WebhookEvent } from './find-webhook.ts';
import type { HttpAnswer } from './http-event.ts';

export interface VerifiedEvent extends WebhookEvent, RawBodyEvent {
  verified: VerifiedCall;
  keys: WebhookKeys;
}

export interface VerifyWebhookPorts {
  readonly secrets: Secrets;
  readonly journal: Journal;
  readonly clock: Clock;
}

/** Lets a call pass that one of the webhook's keys signed, just now; 401 with one and the same body for all others. */
export function verifyWebhook(ports: VerifyWebhookPorts): MiddlewareObj<VerifiedEvent, HttpAnswer> {
  return {
    before: async ({ event }) => {
      const { name, config } = event.webhook;
      const { keys, verified } = await verify(event, ports).catch(async (error: unknown) => {
        // A new secret is in use before the old one is forgotten here; the store bounds how often it is asked.
        if (!(error instanceof RejectedTriggerError) || error.code !== 'SIGNATURE_INVALID') throw error;
        return verify(event, ports, { fresh: true });
      });
      event.keys = keys;
      event.verified = verified;
      const { keyGeneration } = verified;
      ports.journal.write('info', 'verified', { webhook: name, scheme: config.scheme, keyGeneration });
    },
  };
}

async function verify(
  event: VerifiedEvent,
  { secrets, clock }: VerifyWebhookPorts,
  options?: { readonly fresh: true },
): Promise<Pick<VerifiedEvent, 'keys' | 'verified'>> {
  const { name, config } = event.webhook;
  const secretName = `webhook/${name}`;
  const keys = parseWebhookSecret(secretName, await secrets.read(secretName, options), config.scheme);
  return { keys, verified: verifyCall(config, event, keys, clock()) };
}
