import { lateMediaStore } from '../adapters/aws/late-media-store.ts';
import { openSqsHints } from '../adapters/aws/sqs-hints.ts';
import { bundledConfig } from '../config/bundled-config.ts';
import { readEnv } from '../config/env.ts';
import { createS3DropHandler } from '../handlers/s3-drop.ts';
import { openCommon } from './open-common.ts';

const env = readEnv('s3-drop');

export const handler = createS3DropHandler({
  ...openCommon(env),
  hints: openSqsHints(env.HINTS_QUEUE_URL),
  routes: bundledConfig.drops,
  // Only a sidecar makes it look into the bucket.
  media: lateMediaStore(async () => {
    const { openS3MediaStore } = await import('../adapters/aws/s3-media-store.ts');
    return openS3MediaStore({ drop: env.DROP_BUCKET });
  }),
});
