import { setTimeout as pause } from 'node:timers/promises';

import { lateMediaStore } from '../adapters/aws/late-media-store.ts';
import { openSecretsManager } from '../adapters/aws/secrets-manager.ts';
import { openSqsHints } from '../adapters/aws/sqs-hints.ts';
import { bundledConfig } from '../config/bundled-config.ts';
import { readEnv } from '../config/env.ts';
import { createV1BridgeHandler } from '../handlers/v1-bridge.ts';
import { MAX_BODY_BYTES } from '../middleware/limit-body.ts';
import { wireBridge } from '../wiring-bridge.ts';
import { openCommon } from './open-common.ts';

const env = readEnv('v1-bridge');
const common = openCommon(env);

const ports = wireBridge({
  ...common,
  config: bundledConfig,
  hints: openSqsHints(env.HINTS_QUEUE_URL),
  secrets: openSecretsManager({ ...common, ids: env.SECRET_IDS }),
  // Only `update_with_media` brings a picture that is kept; what `media/upload` brings goes on to X.
  media: lateMediaStore(async () => {
    const { openS3MediaStore } = await import('../adapters/aws/s3-media-store.ts');
    return openS3MediaStore({ work: env.WORK_BUCKET });
  }),
  random: Math.random,
  pause: async (milliseconds) => pause(milliseconds),
  ...(env.X_API_URL === undefined ? {} : { xApiUrl: env.X_API_URL }),
});

export const handler = createV1BridgeHandler(ports, { maxBodyBytes: MAX_BODY_BYTES });
