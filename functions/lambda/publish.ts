// Lambda gives a function a whole processor while it loads, and only its share afterwards: what every post needs is
// loaded at once here, while elsewhere it waits for the first post.
import 'undici/lib/core/connect.js';
import 'undici/lib/dispatcher/pool.js';
import { setTimeout as pause } from 'node:timers/promises';

import { openS3MediaStore } from '../adapters/aws/s3-media-store.ts';
import { openSecretsManager } from '../adapters/aws/secrets-manager.ts';
import { bundledConfig } from '../config/bundled-config.ts';
import { readEnv } from '../config/env.ts';
import type { Hints } from '../domain/ports.ts';
import { createPublishHandler } from '../handlers/publish.ts';
import { wirePublisher } from '../wiring-publisher.ts';
import { openCommon } from './open-common.ts';

const env = readEnv('publish');
const common = openCommon(env);

/**
 * The publisher works what is due by itself and leaves the rest to the sweep. Sending hints to its own queue would make
 * it a loop in the eyes of Lambda, which drops what goes round 16 times.
 */
const noHints: Hints = { send: async () => undefined };

const ports = wirePublisher({
  ...common,
  config: bundledConfig,
  hints: noHints,
  media: openS3MediaStore({ drop: env.DROP_BUCKET, work: env.WORK_BUCKET }),
  secrets: openSecretsManager({ ...common, ids: env.SECRET_IDS }),
  random: Math.random,
  pause: async (milliseconds) => pause(milliseconds),
  ...(env.X_API_URL === undefined ? {} : { xApiUrl: env.X_API_URL }),
});

export const handler = createPublishHandler(ports);
