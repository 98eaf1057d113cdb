import type { WebhookConfig } from '../functions/config/webhook-schema.ts';
import { ConfigError } from '../functions/domain/errors.ts';
import type { OpenPlace } from './place.ts';

/**
 * The webhook of that name, which the config has.
 *
 * @throws ConfigError otherwise, naming those it has
 */
export function knownWebhook(name: string, { config }: OpenPlace): WebhookConfig {
  const webhook = Object.hasOwn(config.webhooks, name) ? config.webhooks[name] : undefined;
  if (webhook !== undefined) return webhook;
  const known = Object.keys(config.webhooks).join(', ') || 'none';
  throw new ConfigError(`there is no webhook ${name.slice(0, 63)} in the config; it has ${known}`);
}
