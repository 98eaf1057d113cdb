import { paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';

import { answering } from '../../functions/adapters/aws/store-unavailable.ts';
import type { PigeonpostConfig } from '../../functions/config/config-schema.ts';
import { MediaRejectedError } from '../../functions/domain/errors.ts';
import type { MediaStore, StoredObject } from '../../functions/domain/ports.ts';
import { s3PutEvent } from '../../local/engine/s3-event.ts';
import type { DropSource } from '../../local/find-backfill.ts';
import type { AwsClients } from './aws-clients.ts';
import type { FoundStack } from './find-stack.ts';

/** The drop bucket under the prefixes of the config; notices go to the intake queue, as S3's own do. */
export function bucketDrops(
  { s3, sqs }: AwsClients,
  { dropBucket, intakeQueueUrl }: FoundStack['outputs'],
  config: PigeonpostConfig,
  media: Pick<MediaStore, 'head'>,
): DropSource {
  return {
    bucket: dropBucket,
    files: async () => {
      const files = await Promise.all(
        outermost(config.drops.map(({ prefix }) => prefix)).map(async (prefix) => list(s3, dropBucket, prefix)),
      );
      return files.flat().toSorted((a, b) => a.changedAtEpochMs - b.changedAtEpochMs);
    },
    // What S3 tells of by itself just now is told twice then, and posted once.
    isKnown: () => true,
    announce: async ({ key }) => {
      const found = await headOf(media, key);
      if (found === undefined) return false;
      const MessageBody = JSON.stringify(noticeOf(found, dropBucket));
      await answering('the intake queue', async () =>
        sqs.send(new SendMessageCommand({ QueueUrl: intakeQueueUrl, MessageBody })),
      );
      return true;
    },
  };
}

/** Those that lie in no other, so that nothing is listed twice. */
function outermost(prefixes: readonly string[]): readonly string[] {
  const unique = [...new Set(prefixes)];
  return unique.filter((prefix) => !unique.some((other) => other !== prefix && prefix.startsWith(other)));
}

async function list(s3: AwsClients['s3'], Bucket: string, Prefix: string) {
  return answering('the drop bucket', async () => {
    const files: { readonly key: string; readonly changedAtEpochMs: number }[] = [];
    for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket, Prefix })) {
      for (const { Key, LastModified } of Contents) {
        if (Key !== undefined) files.push({ key: Key, changedAtEpochMs: LastModified?.getTime() ?? 0 });
      }
    }
    return files;
  });
}

async function headOf(media: Pick<MediaStore, 'head'>, key: string): Promise<StoredObject | undefined> {
  return media.head({ area: 'drop', key }).catch((error: unknown) => {
    if (error instanceof MediaRejectedError) return undefined;
    throw error;
  });
}

function noticeOf({ ref, totalBytes, eTag }: StoredObject, bucket: string): object {
  const version = ref.versionId === undefined ? {} : { versionId: ref.versionId };
  return s3PutEvent({ bucket, key: ref.key, totalBytes, eTag, ...version, atEpochMs: Date.now() });
}
