import * as z from 'zod';

import { fieldsRefused } from '../../domain/fields-refused.ts';
import { listFaults } from '../../domain/list-faults.ts';
import { MAX_THREAD_PARTS } from '../../domain/split-thread.ts';
import { nativePostSchema } from '../native-post-schema.ts';

/** API Gateway gives up after 30 s, and the call has to be taken in first (HTTP API quotas, read 2026-11). */
const MAX_WAIT_SECONDS = 25;

/** A native post as a call brings it: the post, and how the call wants to be answered. */
export const webhookPostSchema = nativePostSchema.extend({
  /** Texts of the posts that follow, each a reply to the one before it. */
  thread: z
    .array(z.unknown())
    .refine((list) => list.length >= 1 && list.length < MAX_THREAD_PARTS, {
      error: `takes 1 to ${MAX_THREAD_PARTS - 1} texts`,
    })
    .pipe(z.array(z.string().max(25_000)))
    .exactOptional(),
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
