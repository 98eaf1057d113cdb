import * as z from 'zod';

import { fieldsRefused } from '../../domain/fields-refused.ts';
import { listFaults } from '../../domain/list-faults.ts';
import { nativePostSchema } from '../native-post-schema.ts';

/** API Gateway gives up after 30 s, and the call has to be taken in first (HTTP API quotas, read 2026-11). */
const MAX_WAIT_SECONDS = 25;

/** A native post as a call brings it: the post, and how the call wants to be answered. */
export const webhookPostSchema = nativePostSchema.extend({
  /** The answer is a preview, and nothing is written. */
  dryRun: z.boolean().exactOptional(),
  /** Seconds for which the answer waits for the post. */
  wait: z.number().min(0).max(MAX_WAIT_SECONDS).exactOptional(),
});

type WebhookPost = z.output<typeof webhookPostSchema>;

/**
 * The post that a call brings, its shape checked.
 *
 * @throws RejectedTriggerError with every fault by its path
 */
export function parseWebhookPost(value: unknown): WebhookPost {
  const parsed = webhookPostSchema.safeParse(value, { reportInput: true });
  if (!parsed.success) throw fieldsRefused(listFaults(parsed.error));
  return parsed.data;
}
