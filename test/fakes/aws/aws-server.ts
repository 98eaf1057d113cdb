import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** One request as a service of AWS sees it. */
export interface AwsCall {
  /** `PutItem`; for S3, which names none, method and sub-resource: `GET`, `PUT ?tagging`. */
  readonly operation: string;
  readonly method: string;
  /** As it was sent. */
  readonly path: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

export interface AwsReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/**
 * `throttled`: refused for pace. `unavailable`: 503. `answer lost`: done, and the connection is cut before its answer.
 * `silent`: no answer at all. `stalled`: half of the body, and no more. `cut`: the same, and the connection ends.
 */
export type AwsFault = 'throttled' | 'unavailable' | 'answer lost' | 'silent' | 'stalled' | 'cut';

export interface AwsServer {
  readonly url: string;
  /** Every call, in order, those that met a fault among them. */
  readonly calls: readonly AwsCall[];
  /** The next calls of this operation meet the fault. */
  failNext(operation: string, fault: AwsFault, times?: number): void;
  forget(): void;
  /** How many were made so far. */
  connections(): number;
  close(): Promise<void>;
}

/** A service of AWS on this machine, spoken to by the real SDK. `answer` is the service; faults come before it. */
export async function openAwsServer(answer: (call: AwsCall) => Promise<AwsReply>): Promise<AwsServer> {
  const calls: AwsCall[] = [];
  const faults: { readonly operation: string; readonly fault: AwsFault }[] = [];
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const call = callOf(request, await buffer(request));
    calls.push(call);
    const index = faults.findIndex(({ operation }) => operation === call.operation);
    const fault = index === -1 ? undefined : faults.splice(index, 1)[0]?.fault;
    if (fault === 'silent') return;
    if (fault === 'throttled' || fault === 'unavailable') return send(response, refusal(call, fault));
    const reply = await answer(call);
    if (fault === 'answer lost') response.destroy();
    else if (fault === 'cut') sendHalf(response, reply, () => response.destroy());
    else if (fault === 'stalled') sendHalf(response, reply, () => undefined);
    else send(response, reply);
  };
  let connections = 0;
  server.on('connection', () => {
    connections += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    failNext: (operation, fault, times = 1) =>
      faults.push(...Array.from({ length: times }, () => ({ operation, fault }))),
    forget: () => {
      calls.length = 0;
      faults.length = 0;
    },
    connections: () => connections,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** An error of the services that speak JSON. */
export function jsonError(name: string, message: string, more: Readonly<Record<string, unknown>> = {}): AwsReply {
  return jsonReply({ __type: `com.amazonaws.service#${name}`, message, ...more }, 400);
}

export function jsonReply(value: unknown, status = 200): AwsReply {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: JSON.stringify(value) };
}

function callOf(request: IncomingMessage, body: Buffer): AwsCall {
  const { method = 'GET', headers } = request;
  const path = request.url ?? '/';
  const url = new URL(path, 'http://127.0.0.1');
  const target = headers['x-amz-target'];
  const subResource = ['tagging', 'uploads', 'uploadId'].find((name) => url.searchParams.has(name));
  const operation =
    typeof target === 'string'
      ? (target.split('.').at(-1) ?? '')
      : `${method}${subResource === undefined ? '' : ` ?${subResource}`}`;
  return { operation, method, path, url, headers, body };
}

function refusal({ headers }: AwsCall, fault: 'throttled' | 'unavailable'): AwsReply {
  if (headers['x-amz-target'] === undefined) {
    const code = fault === 'throttled' ? 'SlowDown' : 'ServiceUnavailable';
    return { status: 503, body: `<Error><Code>${code}</Code><Message>please slow down</Message></Error>` };
  }
  return fault === 'throttled'
    ? jsonError('ThrottlingException', 'Rate exceeded')
    : jsonReply({ __type: 'com.amazonaws.service#InternalServerError', message: 'try again' }, 500);
}

function send(response: ServerResponse, { status, headers = {}, body = '' }: AwsReply): void {
  response.writeHead(status, { 'x-amzn-requestid': 'REQUEST-1', 'x-amz-request-id': 'REQUEST-1', ...headers });
  response.end(body);
}

function sendHalf(response: ServerResponse, { status, headers = {}, body = '' }: AwsReply, then: () => void): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...headers, 'content-length': String(bytes.length) });
  response.write(bytes.subarray(0, bytes.length / 2), then);
}
