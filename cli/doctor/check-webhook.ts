import { PigeonpostError } from '../../functions/domain/errors.ts';
import { parseWebhookSecret } from '../../functions/triggers/webhook/parse-webhook-secret.ts';
import type { OpenPlace } from '../place.ts';
import { type Check, failed } from './check.ts';

/** Whether a webhook can tell its senders from strangers. */
export async function checkWebhook(webhook: string, { config, keys }: OpenPlace): Promise<Check> {
  const name = `webhook ${webhook}`;
  const secretName = `webhook/${webhook}`;
  try {
    const document = await keys.find(secretName);
    if (document === undefined) {
      return {
        name,
        level: 'warn',
        says: 'has no secret yet, so it takes no call',
        advice: `npm run pigeonpost -- webhook secret ${webhook} makes one.`,
      };
    }
    const { previous } = parseWebhookSecret(secretName, document, config.webhooks[webhook]?.scheme);
    if (previous === undefined) return { name, level: 'ok', says: 'has a usable secret' };
    const advice = `Once its sender has the new one: npm run pigeonpost -- webhook secret ${webhook} --drop-previous`;
    return { name, level: 'ok', says: 'has a usable secret; the previous one is taken too', advice };
  } catch (error) {
    if (!(error instanceof PigeonpostError)) throw error;
    return failed(name, error);
  }
}
