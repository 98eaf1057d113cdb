import { CopyObjectCommand, type S3Client } from '@aws-sdk/client-s3';

import type { ObjectPlace } from './move-object.ts';

/** A film of half a gigabyte is copied by S3 itself, which answers when it is done. */
const COPY_WITHIN_MS = 60_000;

/**
 * Copies the object over itself, with these tags in the place of all others: the lifecycle of a bucket counts an
 * object's days from when it was written, whatever was tagged since.
 *
 * @throws S3's errors
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html (read 2026-11)
 */
export async function renewObject(
  client: S3Client,
  { Bucket, Key }: ObjectPlace,
  tags: Readonly<Record<string, string>>,
): Promise<void> {
  const copy = new CopyObjectCommand({
    Bucket,
    Key,
    CopySource: `${Bucket}/${Key.split('/').map(encodeURIComponent).join('/')}`,
    // S3 refuses a copy over itself that changes nothing; what we stage has no metadata.
    MetadataDirective: 'REPLACE',
    TaggingDirective: 'REPLACE',
    Tagging: new URLSearchParams(tags).toString(),
  });
  await client.send(copy, { requestTimeout: COPY_WITHIN_MS });
}
