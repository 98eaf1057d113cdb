import { createHmac } from 'node:crypto';

import type { WebhookConfig } from '../../functions/config/webhook-schema.ts';

export interface CallToSign {
  readonly config: WebhookConfig;
  /** The webhook's current key, decoded where its scheme decodes it. */
  readonly key: Uint8Array;
  readonly body: Uint8Array;
  /** Of the delivery: the same one for a repeat. */
  readonly id: string;
  readonly atEpochMs: number;
}

type HmacConfig = Extract<WebhookConfig, { scheme: 'hmac' }>;

/** The headers with which a sender of that scheme proves himself, names in lower case. */
export function signCall(call: CallToSign): Readonly<Record<string, string>> {
  const { config, key, body, id, atEpochMs } = call;
  const seconds = String(Math.floor(atEpochMs / 1000));
  const sign = (before: string) => createHmac('sha256', key).update(before).update(body);
  switch (config.scheme) {
    case 'standard-webhooks': {
      const signature = sign(`${id}.${seconds}.`).digest('base64');
      return { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': `v1,${signature}` };
    }
    case 'github':
      return { 'x-hub-signature-256': `sha256=${sign('').digest('hex')}`, 'x-github-delivery': id };
    case 'stripe':
      return { 'stripe-signature': `t=${seconds},v1=${sign(`${seconds}.`).digest('hex')}` };
    case 'hmac':
      return signAsConfigured(call, config, seconds);
    case 'bearer':
      return { authorization: `Bearer ${Buffer.from(key).toString()}`, 'idempotency-key': id };
  }
}

function signAsConfigured({ key, body, id }: CallToSign, config: HmacConfig, seconds: string): Record<string, string> {
  const { algorithm, encoding, header, prefix, signed, timestampHeader, deliveryHeader } = config;
  const fill = (text: string) => text.replaceAll('{timestamp}', seconds).replaceAll('{delivery}', id);
  const [before = '', after = ''] = signed.split('{body}').map(fill);
  const signature = createHmac(algorithm, key).update(before).update(body).update(after).digest(encoding);
  return {
    [header]: `${prefix}${signature}`,
    ...(timestampHeader === undefined ? {} : { [timestampHeader]: seconds }),
    ...(deliveryHeader === undefined ? {} : { [deliveryHeader]: id }),
  };
}
