import * as z from 'zod';

import type { WebhookConfig } from '../../config/webhook-schema.ts';
import { AccountHeldError } from '../../domain/errors.ts';
import { decodeStrictBase64 } from '../decode-strict-base64.ts';
import type { WebhookKeys } from './verified-call.ts';

const PREFIX = 'whsec_';
/** Standard Webhooks: "between 24 bytes (192 bits) and 64 bytes (512 bits)". */
const MIN_KEY_BYTES = 24;
const MAX_KEY_BYTES = 64;
const DECODED_FORM = `${PREFIX} and the base64 of ${MIN_KEY_BYTES} to ${MAX_KEY_BYTES} random bytes`;
const TEXT_FORM = '24 to 255 ASCII characters';

const key = z.string().transform((text, context) => {
  const bytes = text.startsWith(PREFIX) ? decodeStrictBase64(text.slice(PREFIX.length)) : undefined;
  if (bytes !== undefined && bytes.length >= MIN_KEY_BYTES && bytes.length <= MAX_KEY_BYTES) return bytes;
  context.addIssue({ code: 'custom' });
  return z.NEVER;
});

/** Where the text itself is the key, as with GitHub, Stripe and most of the others. */
const textKey = z
  .string()
  .regex(/^[\x20-\x7e]{24,255}$/)
  .transform((text) => new Uint8Array(Buffer.from(text)));

const secretWith = <Key extends z.ZodType<Uint8Array>>(key: Key) =>
  z.strictObject({
    current: key,
    previous: key.optional(),
    /** Bearer token that may read this webhook's posts. */
    apiKey: z.string().min(24).optional(),
  });

const secretOfDecodedKeys = secretWith(key);
const secretOfTexts = secretWith(textKey);

/**
 * The keys in a webhook's secret document `{ current, previous?, apiKey? }`.
 *
 * @throws AccountHeldError reason `secret`: nothing can be verified until a person sets a usable value. Names the
 *   faulty fields, never what they hold.
 */
export function parseWebhookSecret(
  secretName: string,
  document: unknown,
  scheme: WebhookConfig['scheme'] = 'standard-webhooks',
): WebhookKeys {
  const isDecoded = scheme === 'standard-webhooks';
  const parsed = (isDecoded ? secretOfDecodedKeys : secretOfTexts).safeParse(document);
  if (parsed.success) {
    const { current, previous, apiKey } = parsed.data;
    return { current, ...(previous !== undefined && { previous }), ...(apiKey !== undefined && { apiKey }) };
  }
  const fields = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0] ?? 'the document')))];
  throw new AccountHeldError(
    'secret',
    'SECRET_MALFORMED',
    `secret ${secretName} cannot be used: ${fields.join(', ')}`,
    {
      advice: `It is {"current", "previous"?, "apiKey"?}, keys as ${isDecoded ? DECODED_FORM : TEXT_FORM}, apiKey of 24 characters or more.`,
    },
  );
}
