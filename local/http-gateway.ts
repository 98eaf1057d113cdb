import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import router from 'find-my-way';

import { ConfigError } from '../functions/domain/errors.ts';
import type { Journal } from '../functions/domain/ports.ts';
import { lambdaContext } from './engine/lambda-context.ts';
import { httpApiEvent } from './http-api-event.ts';
import { readBody } from './read-body.ts';

/** Callers who are still sending when the server closes get this long. */
const CLOSE_GRACE_MS = 5_000;

type LambdaHandler = (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

export interface HttpRoute {
  readonly method: 'GET' | 'POST' | 'DELETE' | 'ANY';
  /** find-my-way pattern, as in `/webhooks/:name`. */
  readonly path: string;
  readonly handler: LambdaHandler;
  /** @default what API Gateway takes */
  readonly maxBodyBytes?: number;
}

/** A route for bodies too large to be held: its `receive` reads the request by itself. */
export interface StreamRoute {
  readonly method: 'PUT';
  readonly path: string;
  readonly receive: (request: IncomingMessage) => Promise<APIGatewayProxyStructuredResultV2>;
}

export interface HttpGatewayOptions {
  readonly host: string;
  readonly port: number;
  /** Told of handlers that throw: a bug of theirs. */
  readonly journal?: Journal;
  /** @default 5 s */
  readonly closeGraceMs?: number;
}

export interface HttpGateway {
  readonly url: string;
  /** Takes no new request, and waits for the answers of those that are in. */
  close(): Promise<void>;
}

/**
 * An HTTP server that brings each request to its handler as API Gateway's HTTP API does.
 *
 * @throws ConfigError when the port is taken, or the address cannot be listened on
 */
export async function startHttpGateway(
  routes: readonly (HttpRoute | StreamRoute)[],
  options: HttpGatewayOptions,
): Promise<HttpGateway> {
  const notFound = (_request: IncomingMessage, response: ServerResponse) => send(response, NOT_FOUND);
  const table = router({ defaultRoute: notFound, onBadUrl: (_path, request, response) => notFound(request, response) });
  for (const route of routes) {
    const { method, path } = route;
    const serve = (request: IncomingMessage, response: ServerResponse, params: Record<string, string | undefined>) =>
      void answer(request, response, params, route, options.journal);
    if (method === 'ANY') table.all(path, serve);
    else table.on(method, path, serve);
  }
  const server = createServer((request, response) => table.lookup(request, response));
  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`,
    close: async () => close(server, options.closeGraceMs ?? CLOSE_GRACE_MS),
  };
}

/** API Gateway's own words. */
const NOT_FOUND = { statusCode: 404, body: '{"message":"Not Found"}' };
const TOO_LARGE = { statusCode: 413, body: '{"message":"Request Entity Too Large"}' };
const FAILED = { statusCode: 500, body: '{"message":"Internal Server Error"}' };

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  params: Record<string, string | undefined>,
  route: HttpRoute | StreamRoute,
  journal: Journal | undefined,
): Promise<void> {
  try {
    send(response, await ('receive' in route ? route.receive(request) : answerWhole(request, params, route)));
  } catch (error) {
    // A caller who hung up needs no answer, and is no fault of ours.
    if (request.socket.destroyed) return;
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    journal?.write('error', 'http-handler-failed', { path: request.url?.split('?')[0] ?? '', reason });
    if (response.headersSent) response.destroy();
    else send(response, FAILED);
  }
}

async function answerWhole(
  request: IncomingMessage,
  params: Record<string, string | undefined>,
  { handler, maxBodyBytes }: HttpRoute,
): Promise<APIGatewayProxyStructuredResultV2> {
  const body = await readBody(request, maxBodyBytes);
  return body === 'too-large' ? TOO_LARGE : handler(httpApiEvent(request, body, params), lambdaContext());
}

function send(response: ServerResponse, result: APIGatewayProxyStructuredResultV2): void {
  const { statusCode = 200, headers = {}, body = '', isBase64Encoded = false } = result;
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  // A 204 has no length (RFC 9110, 8.6).
  const length = statusCode === 204 ? {} : { 'content-length': bytes.length };
  response.writeHead(statusCode, { 'content-type': 'application/json', ...headers, ...length });
  response.end(bytes);
}

async function listen(server: Server, { host, port }: HttpGatewayOptions): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(new ConfigError(listenFault(cause.code ?? 'unknown error', host, port), { cause })),
    );
    server.listen(port, host, resolve);
  });
}

function listenFault(code: string, host: string, port: number): string {
  if (code === 'EADDRINUSE') return `port ${port} on ${host} is in use; stop what uses it, or choose another --port`;
  if (code === 'EACCES') return `port ${port} needs more rights than this user has; choose a --port from 1024 up`;
  return `nothing can listen on ${host} (${code}); --host names an address of this machine`;
}

async function close(server: Server, graceMs: number): Promise<void> {
  await new Promise<void>((resolve) => {
    // Somebody who sends byte by byte must not keep us from stopping.
    const impatient = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearTimeout(impatient);
      resolve();
    });
    server.closeIdleConnections();
  });
}
