import * as z from 'zod';

import type { ObjectCreated } from './parse-s3-event.ts';

const event = z.object({
  source: z.literal('aws.s3'),
  'detail-type': z.literal('Object Created'),
  detail: z.object({
    bucket: z.object({ name: z.string() }),
    object: z.object({ key: z.string(), etag: z.string().default(''), 'version-id': z.string().optional() }),
  }),
});

/**
 * The object of an event that came through EventBridge, as for a bucket that was there before; undefined for anything
 * else. Its key is written as it is, not encoded as in S3's own notifications.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html (read 2026-11)
 */
export function readEventBridge(value: unknown): ObjectCreated | undefined {
  const parsed = event.safeParse(value);
  if (!parsed.success) return undefined;
  const { bucket, object } = parsed.data.detail;
  const { 'version-id': versionId } = object;
  const version = versionId === undefined || versionId === 'null' ? {} : { versionId };
  return { bucket: bucket.name, key: object.key, eTag: object.etag, ...version };
}
