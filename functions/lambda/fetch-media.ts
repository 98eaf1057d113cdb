import { openS3MediaStore } from '../adapters/aws/s3-media-store.ts';
import { openSqsHints } from '../adapters/aws/sqs-hints.ts';
import { bundledConfig } from '../config/bundled-config.ts';
import { readEnv } from '../config/env.ts';
import { createFetchMediaHandler } from '../handlers/fetch-media.ts';
import { wireFetcher } from '../wiring-fetcher.ts';
import { openCommon } from './open-common.ts';

const env = readEnv('fetch-media');

export const handler = createFetchMediaHandler(
  wireFetcher({
    ...openCommon(env),
    config: bundledConfig,
    hints: openSqsHints(env.HINTS_QUEUE_URL),
    media: openS3MediaStore({ work: env.WORK_BUCKET }),
    random: Math.random,
  }),
);
