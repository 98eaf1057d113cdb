import * as z from 'zod';

import { AccountHeldError } from '../../domain/errors.ts';
import { decodeStrictBase64 } from '../decode-strict-base64.ts';
import type { WebhookKeys } from './verified-call.ts';

const PREFIX = 'whsec_';
/** Standard Webhooks: "between 24 bytes (192 bits) and 64 bytes (512 bits)". */
const MIN_KEY_BYTES = 24;
const MAX_KEY_BYTES = 64;

const key = z.string().transform((text, context) => {
  const bytes = text.startsWith(PREFIX) ? decodeStrictBase64(text.slice(PREFIX.length)) : undefined;
  if (bytes !== undefined && bytes.length >= MIN_KEY_BYTES && bytes.length <= MAX_KEY_BYTES) return bytes;
  context.addIssue({ code: 'custom' });
  return z.NEVER;
});

const webhookSecret = z.strictObject({
  current: key,
  previous: key.optional(),
  /** Bearer token that may read this webhook's posts. */
  apiKey: z.string().min(24).optional(),
});

/**
 * The keys in a webhook's secret document `{ current, previous?, apiKey? }`.
 *
 * @throws AccountHeldError reason `secret`: nothing can be verified until a person sets a usable value. Names the
 *   faulty fields, never what they hold.
 */
export function parseWebhookSecret(secretName: string, document: unknown): WebhookKeys {
  const parsed = webhookSecret.safeParse(document);
  if (parsed.success) {
    const { current, previous } = parsed.data;
    return previous === undefined ? { current } : { current, previous };
  }
  const fields = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0] ?? 'the document')))];
  throw new AccountHeldError(
    'secret',
    'SECRET_MALFORMED',
    `secret ${secretName} cannot be used: ${fields.join(', ')}`,
    {
      advice: `It is {"current", "previous"?, "apiKey"?}, keys as ${PREFIX} and the base64 of ${MIN_KEY_BYTES} to ${MAX_KEY_BYTES} random bytes, apiKey of 24 characters or more.`,
    },
  );
}
