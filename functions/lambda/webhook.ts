import { lateMediaStore } from '../adapters/aws/late-media-store.ts';
import { openSecretsManager } from '../adapters/aws/secrets-manager.ts';
import { openSqsFetchHints } from '../adapters/aws/sqs-fetch-hints.ts';
import { openSqsHints } from '../adapters/aws/sqs-hints.ts';
import { bundledConfig } from '../config/bundled-config.ts';
import { readEnv } from '../config/env.ts';
import { createPostsHandler } from '../handlers/posts.ts';
import { createWebhookHandler } from '../handlers/webhook.ts';
import type { HttpHandler } from '../middleware/http-event.ts';
import { pathOf } from '../middleware/path-of.ts';
import { openCommon } from './open-common.ts';

const env = readEnv('webhook');
const common = openCommon(env);

const ports = {
  ...common,
  config: bundledConfig,
  hints: openSqsHints(env.HINTS_QUEUE_URL),
  fetchHints: openSqsFetchHints(env.FETCH_QUEUE_URL),
  secrets: openSecretsManager({ ...common, ids: env.SECRET_IDS }),
  // Most calls bring no picture.
  media: lateMediaStore(async () => {
    const { openS3MediaStore } = await import('../adapters/aws/s3-media-store.ts');
    return openS3MediaStore({ drop: env.DROP_BUCKET, work: env.WORK_BUCKET });
  }),
  // A call has no object at which its end could be shown; its sender is told by the answer.
  announce: async () => undefined,
};

const webhook = createWebhookHandler(ports);
const posts = createPostsHandler(ports);

let openApi: HttpHandler | undefined;

/** Loaded by who asks for it, which nobody does who posts. */
async function readDocument(...call: Parameters<HttpHandler>) {
  const { createOpenApiHandler } = await import('../handlers/openapi.ts');
  openApi ??= createOpenApiHandler(common);
  return openApi(...call);
}

/** One function for all: who asks for a post proves himself with the secrets of the webhooks, too. */
export const handler: HttpHandler = async (event, context) => {
  const path = pathOf(event);
  if (path.startsWith('/openapi')) return readDocument(event, context);
  return path.startsWith('/posts/') ? posts(event, context) : webhook(event, context);
};
