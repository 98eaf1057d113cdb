import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

import type { PigeonpostConfig } from '../functions/config/config-schema.ts';
import type { LocalEngine } from './engine/local-engine.ts';
import type { HttpRoute } from './http-gateway.ts';
import { pageRoutes } from './page/page-routes.ts';

export interface LocalRoutesOptions {
  readonly engine: LocalEngine;
  readonly config: PigeonpostConfig;
  readonly mode: 'LIVE' | 'SANDBOX';
  readonly xApiUrl: string | undefined;
  /** The address the server listens on. */
  readonly host: string;
}

/** What the HTTP server of this machine answers: the webhooks, as on AWS, and the page. */
export function localRoutes({ engine, ...page }: LocalRoutesOptions): readonly HttpRoute[] {
  return [
    {
      method: 'ANY',
      path: '/webhooks/:name',
      handler: async (event, context) => engine.handlers.webhook(event, context),
    },
    {
      // The address in a webhook's answer; its row is on the page.
      method: 'GET',
      path: '/posts/:id',
      handler: async ({ pathParameters }) => ({
        statusCode: 303,
        headers: { location: `/publications/${encodeURIComponent(pathParameters?.['id'] ?? '')}` },
      }),
    },
    { method: 'GET', path: '/health', handler: async () => json(200, { ok: true }) },
    ...pageRoutes({ ...page, log: engine.log, media: engine.media }),
  ];
}

function json(statusCode: number, value: unknown): APIGatewayProxyStructuredResultV2 {
  return { statusCode, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
