import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import router from 'find-my-way';

import { ConfigError } from '../functions/domain/errors.ts';
import { lambdaContext } from './engine/lambda-context.ts';
import { httpApiEvent } from './http-api-event.ts';

/** API Gateway's own limit for one request (HTTP API quotas, read 2026-11). */
const MAX_BODY_BYTES = 10_485_760;

type LambdaHandler = (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

export interface HttpRoute {
  readonly method: 'GET' | 'POST' | 'DELETE' | 'ANY';
  /** find-my-way pattern, as in `/webhooks/:name`. */
  readonly path: string;
  readonly handler: LambdaHandler;
}

export interface HttpGateway {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * An HTTP server that brings each request to its handler as API Gateway's HTTP API does.
 *
 * @throws ConfigError when the port is taken
 */
export async function startHttpGateway(
  routes: readonly HttpRoute[],
  options: { readonly host: string; readonly port: number },
): Promise<HttpGateway> {
  const table = router();
  for (const { method, path, handler } of routes) {
    const serve = (request: IncomingMessage, response: ServerResponse, params: Record<string, string | undefined>) =>
      void answer(request, response, params, handler);
    if (method === 'ANY') table.all(path, serve);
    else table.on(method, path, serve);
  }
  const server = createServer((request, response) => table.lookup(request, response));
  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`,
    close: async () => close(server),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  params: Record<string, string | undefined>,
  handler: LambdaHandler,
): Promise<void> {
  try {
    const body = await readBody(request);
    if (body === undefined) return send(response, { statusCode: 413 });
    send(response, await handler(httpApiEvent(request, body, params), lambdaContext()));
  } catch {
    // API Gateway's own words for a function that failed.
    send(response, { statusCode: 500, body: '{"message":"Internal Server Error"}' });
  }
}

/** The whole body, or undefined when it is more than API Gateway takes. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let totalBytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    totalBytes += chunk.length;
    if (totalBytes > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, result: APIGatewayProxyStructuredResultV2): void {
  const { statusCode = 200, headers = {}, body = '', isBase64Encoded = false } = result;
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  response.writeHead(statusCode, { 'content-type': 'application/json', ...headers, 'content-length': bytes.length });
  response.end(bytes);
}

async function listen(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const taken = `port ${port} on ${host} is in use; stop what uses it, or choose another --port`;
      reject(cause.code === 'EADDRINUSE' ? new ConfigError(taken, { cause }) : cause);
    });
    server.listen(port, host, resolve);
  });
}

async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
