import { lateMediaStore } from '../adapters/aws/late-media-store.ts';
import { openSecretsManager } from '../adapters/aws/secrets-manager.ts';
import { openSqsHints } from '../adapters/aws/sqs-hints.ts';
import { bundledConfig } from '../config/bundled-config.ts';
import { readEnv } from '../config/env.ts';
import { createWebhookHandler } from '../handlers/webhook.ts';
import { openCommon } from './open-common.ts';

const env = readEnv('webhook');
const common = openCommon(env);

export const handler = createWebhookHandler({
  ...common,
  config: bundledConfig,
  hints: openSqsHints(env.HINTS_QUEUE_URL),
  secrets: openSecretsManager({ ...common, ids: env.SECRET_IDS }),
  // Most calls bring no picture.
  media: lateMediaStore(async () => {
    const { openS3MediaStore } = await import('../adapters/aws/s3-media-store.ts');
    return openS3MediaStore({ drop: env.DROP_BUCKET, work: env.WORK_BUCKET });
  }),
});
