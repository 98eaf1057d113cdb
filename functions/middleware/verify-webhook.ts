import type { MiddlewareObj } from '@middy/core';

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
      const secretName = `webhook/${name}`;
      const keys = parseWebhookSecret(secretName, await ports.secrets.read(secretName), config.scheme);
      event.keys = keys;
      event.verified = verifyCall(config, event, keys, ports.clock());
      const { keyGeneration } = event.verified;
      ports.journal.write('info', 'verified', { webhook: name, scheme: config.scheme, keyGeneration });
    },
  };
}
