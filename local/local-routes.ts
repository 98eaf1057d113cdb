import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';

import type { PigeonpostConfig } from '../functions/config/config-schema.ts';
import type { LocalEngine } from './engine/local-engine.ts';
import type { HttpRoute, StreamRoute } from './http-gateway.ts';
import { limitWebhooks } from './limit-webhooks.ts';
import { pageRoutes } from './page/page-routes.ts';
import { receiveUpload } from './receive-upload.ts';

export interface LocalRoutesOptions {
  readonly engine: LocalEngine;
  readonly config: PigeonpostConfig;
  readonly mode: 'LIVE' | 'SANDBOX';
  readonly xApiUrl: string | undefined;
  /** The address the server listens on. */
  readonly host: string;
}

/** Somewhat more than the bridge takes: it tells better what to do about it than the server does. */
const BRIDGE_BYTES = 16_777_216;

/** What the HTTP server of this machine answers: the webhooks and the bridge, as on AWS, and the page. */
export function localRoutes({ engine, ...page }: LocalRoutesOptions): readonly (HttpRoute | StreamRoute)[] {
  return [
    {
      method: 'ANY',
      path: '/webhooks/:name',
      handler: limitWebhooks(async (event, context) => engine.handlers.webhook(event, context), page.config.webhooks),
    },
    {
      method: 'POST',
      path: '/webhooks/:name/uploads',
      handler: limitWebhooks(async (event, context) => engine.openUpload(event, context), page.config.webhooks),
    },
    {
      method: 'PUT',
      path: '/uploads/:webhook/:id',
      receive: async (request) => receiveUpload(request, engine.uploads),
    },
    { method: 'GET', path: '/posts/:id', handler: async (event, context) => showPost(event, context, engine) },
    {
      method: 'DELETE',
      path: '/posts/:id',
      handler: async (event, context) => engine.handlers.posts(event, context),
    },
    {
      method: 'ANY',
      path: '/1.1/*',
      handler: async (event, context) => engine.handlers.v1Bridge(event, context),
      maxBodyBytes: BRIDGE_BYTES,
    },
    ...['/openapi.json', '/openapi'].map((path) => ({
      method: 'ANY' as const,
      path,
      handler: async (event: APIGatewayProxyEventV2, context: Context) => engine.handlers.openApi(event, context),
    })),
    { method: 'GET', path: '/health', handler: async () => json(200, { ok: true }) },
    ...pageRoutes({ ...page, log: engine.log, media: engine.media, operate: engine.handlers.operate }),
  ];
}

/** The address in a webhook's answer: a browser is shown the row on the page, a program gets its state. */
async function showPost(event: APIGatewayProxyEventV2, context: Context, engine: LocalEngine) {
  if (event.headers['accept']?.includes('text/html') !== true) return engine.handlers.posts(event, context);
  const location = `/publications/${encodeURIComponent(event.pathParameters?.['id'] ?? '')}`;
  return { statusCode: 303, headers: { location } };
}

function json(statusCode: number, value: unknown): APIGatewayProxyStructuredResultV2 {
  return { statusCode, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
