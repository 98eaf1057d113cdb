import { setTimeout as pause } from 'node:timers/promises';

import { lateMediaStore } from '../adapters/aws/late-media-store.ts';
import { openSecretsManager } from '../adapters/aws/secrets-manager.ts';
import { openSqsFetchHints } from '../adapters/aws/sqs-fetch-hints.ts';
import { openSqsHints } from '../adapters/aws/sqs-hints.ts';
import { bundledConfig } from '../config/bundled-config.ts';
import { readEnv } from '../config/env.ts';
import type { Publication } from '../domain/publication.ts';
import { tagMedia } from '../domain/tag-media.ts';
import { createPostsHandler } from '../handlers/posts.ts';
import { createWebhookHandler } from '../handlers/webhook.ts';
import type { HttpHandler } from '../middleware/http-event.ts';
import { pathOf } from '../middleware/path-of.ts';
import { newUploadId } from '../new-upload-id.ts';
import { openCommon } from './open-common.ts';

const env = readEnv('webhook');
const common = openCommon(env);

// Most calls bring no picture.
const media = lateMediaStore(async () => {
  const { openS3MediaStore } = await import('../adapters/aws/s3-media-store.ts');
  return openS3MediaStore({ drop: env.DROP_BUCKET, work: env.WORK_BUCKET });
});

const ports = {
  ...common,
  media,
  config: bundledConfig,
  hints: openSqsHints(env.HINTS_QUEUE_URL),
  fetchHints: openSqsFetchHints(env.FETCH_QUEUE_URL),
  secrets: openSecretsManager({ ...common, ids: env.SECRET_IDS }),
  pause: async (milliseconds: number) => pause(milliseconds),
  // The sender of a call is told by the answer. What it brought is kept no longer than it may be of use.
  announce: async (row: Publication) => tagMedia(row, media),
};

const webhook = createWebhookHandler(ports);
const posts = createPostsHandler(ports);

let openApi: HttpHandler | undefined;
let uploads: HttpHandler | undefined;

/** With what signs addresses of S3; loaded by who asks for one. */
async function openUpload(...call: Parameters<HttpHandler>) {
  const [{ createUploadsHandler }, { openS3Uploads }] = await Promise.all([
    import('../handlers/uploads.ts'),
    import('../adapters/aws/s3-uploads.ts'),
  ]);
  uploads ??= createUploadsHandler({
    ...ports,
    uploads: openS3Uploads(env.WORK_BUCKET, common.clock),
    newUploadId,
  });
  return uploads(...call);
}

/** Loaded by who asks for it, which nobody does who posts. */
async function readDocument(...call: Parameters<HttpHandler>) {
  const { createOpenApiHandler } = await import('../handlers/openapi.ts');
  openApi ??= createOpenApiHandler(common);
  return openApi(...call);
}

/** One function for all: who asks for a post proves himself with the secrets of the webhooks, too. */
export const handler: HttpHandler = async (event, context) => {
  const path = pathOf(event);
  if (/^\/webhooks\/[^/]+\/uploads$/.test(path)) return openUpload(event, context);
  if (path.startsWith('/openapi')) return readDocument(event, context);
  return path.startsWith('/posts/') ? posts(event, context) : webhook(event, context);
};
