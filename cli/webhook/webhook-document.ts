import { randomBytes } from 'node:crypto';

import * as z from 'zod';

import type { WebhookConfig } from '../../functions/config/webhook-schema.ts';
import { ConfigError } from '../../functions/domain/errors.ts';
import { parseWebhookSecret } from '../../functions/triggers/webhook/parse-webhook-secret.ts';
import type { OpenPlace } from '../place.ts';

/** What is kept for a webhook, as it is written down. */
export interface WebhookDocument {
  readonly current: string;
  /** Taken beside the current one until it is dropped. */
  readonly previous?: string;
  /** Bearer token that may ask for this webhook's posts. */
  readonly apiKey?: string;
}

const schema = z.object({
  current: z.string(),
  previous: z.string().exactOptional(),
  apiKey: z.string().exactOptional(),
});

/**
 * What is kept for that webhook; undefined when nothing is.
 *
 * @throws ConfigError when it is no such document; never with what it holds
 */
export async function findWebhookDocument(name: string, { keys }: OpenPlace): Promise<WebhookDocument | undefined> {
  const found = await keys.find(`webhook/${name}`);
  if (found === undefined) return undefined;
  const parsed = schema.safeParse(found);
  if (parsed.success) return parsed.data;
  throw new ConfigError(`what is kept as webhook/${name} is no secret of a webhook`, {
    advice: `It is {"current", "previous"?, "apiKey"?}; webhook secret ${name} --from FILE replaces it.`,
  });
}

/**
 * Keeps it, once it is sure that the webhook can use it.
 *
 * @throws AccountHeldError `SECRET_MALFORMED`
 */
export async function keepWebhookDocument(
  name: string,
  { scheme }: WebhookConfig,
  document: WebhookDocument,
  { keys }: OpenPlace,
): Promise<void> {
  parseWebhookSecret(`webhook/${name}`, document, scheme);
  await keys.write(`webhook/${name}`, document);
}

/** A key of 32 random bytes in the form of Standard Webhooks, which the other schemes take as a text. */
export function newWebhookKey(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/** A bearer token of 32 random bytes. */
export function newApiKey(): string {
  return randomBytes(32).toString('base64url');
}
