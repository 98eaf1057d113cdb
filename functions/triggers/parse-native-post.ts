import { fieldsRefused } from '../domain/fields-refused.ts';
import { listFaults } from '../domain/list-faults.ts';
import type { Post, PostMedia } from '../domain/post.ts';
import { nativePostSchema, type NativePost } from './native-post-schema.ts';

/**
 * The post somebody wrote, its shape checked.
 *
 * @throws RejectedTriggerError with every fault by its path
 */
export function parseNativePost(value: unknown): NativePost {
  const parsed = nativePostSchema.safeParse(value, { reportInput: true });
  if (!parsed.success) throw fieldsRefused(listFaults(parsed.error));
  return parsed.data;
}

/** The one model of a native post, once its account is settled and its media have places. */
export function nativeToPost(native: NativePost, account: string, media: readonly PostMedia[]): Post {
  const { account: _, idempotencyKey: __, media: ___, text = '', scheduleAt, ...rest } = native;
  const schedule = scheduleAt === undefined ? {} : { scheduleAtEpochMs: Date.parse(scheduleAt) };
  return { ...rest, account, text, media, ...schedule };
}
