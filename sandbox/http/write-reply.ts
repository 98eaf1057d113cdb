import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { Readable, pipeline } from 'node:stream';

import type { Reply } from './endpoint.ts';
import { writeJson, writeV1Json } from './write-json.ts';

export interface ReplyContext {
  readonly path: string;
  /** The sandbox's own time: `Date` follows it, since clients find their clock's error by it. */
  readonly nowEpochMs: number;
  readonly durationMs: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** Bytes and headers of an answer, ready to be sent or to be spoiled by a fault. */
export interface WrittenReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | Readable;
}

export function composeReply(reply: Reply, context: ReplyContext): WrittenReply {
  const body = writeBody(reply.body, context.path);
  const isV2 = context.path.startsWith('/2/');
  const common = isV2 ? v2Headers(context) : v1Headers(reply.status, context);
  const type = contentType(reply.body, isV2);
  // Browsers are to keep what v1.1 answers rather than to show it.
  const attachment =
    context.path.startsWith('/1.1/') && type === V1_JSON
      ? { 'content-disposition': 'attachment; filename=json.json' }
      : {};
  const headers = { 'content-type': type, ...attachment, ...common, ...context.headers, ...reply.headers };
  const bodiless = reply.status === 204 || reply.status === 304 || body instanceof Readable;
  const length = bodiless ? {} : { 'content-length': String(body.length) };
  return { status: reply.status, headers: { ...headers, ...length }, body };
}

export function sendReply(response: ServerResponse, reply: WrittenReply): void {
  response.sendDate = false;
  response.writeHead(reply.status, reply.headers);
  if (reply.body instanceof Readable) pipeline(reply.body, response, () => undefined);
  else response.end(reply.body);
}

/** Announces the whole body, sends half of it and breaks the connection. */
export function sendHalf(response: ServerResponse, reply: WrittenReply): void {
  response.sendDate = false;
  response.writeHead(reply.status, reply.headers);
  if (reply.body instanceof Readable) return void response.socket?.destroy();
  response.write(reply.body.subarray(0, Math.floor(reply.body.length / 2)), () => response.socket?.destroy());
}

function writeBody(body: unknown, path: string): Buffer | Readable {
  if (body === null || body === undefined) return Buffer.alloc(0);
  if (Buffer.isBuffer(body) || body instanceof Readable) return body;
  if (typeof body === 'string') return Buffer.from(body);
  return Buffer.from(path.startsWith('/1.1/') ? writeV1Json(body) : writeJson(body));
}

const V1_JSON = 'application/json;charset=utf-8';

function contentType(body: unknown, isV2: boolean): string {
  if (body === null || typeof body === 'string') return 'text/html;charset=utf-8';
  return isV2 ? 'application/json; charset=utf-8' : V1_JSON;
}

/** As recorded from X in July 2019. */
function v1Headers(status: number, { nowEpochMs, durationMs }: ReplyContext): Record<string, string> {
  const date = new Date(nowEpochMs).toUTCString();
  return {
    'cache-control': 'no-cache, no-store, must-revalidate, pre-check=0, post-check=0',
    pragma: 'no-cache',
    expires: 'Tue, 31 Mar 1981 05:00:00 GMT',
    'last-modified': date,
    date,
    status: `${status} ${STATUS_TEXTS[status] ?? ''}`.trim(),
    server: 'tsa_b',
    'strict-transport-security': 'max-age=631138519',
    'x-connection-hash': randomBytes(16).toString('hex'),
    'x-transaction': randomBytes(8).toString('hex'),
    'x-response-time': String(Math.round(durationMs)),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'SAMEORIGIN',
    'x-xss-protection': '1; mode=block; report=https://twitter.com/i/xss_report',
    'x-twitter-response-tags': 'BouncerCompliant',
  };
}

const STATUS_TEXTS: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  410: 'Gone',
  413: 'Payload Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** As recorded from X in November 2021: the date ends in UTC. */
function v2Headers({ nowEpochMs, durationMs }: ReplyContext): Record<string, string> {
  return {
    date: new Date(nowEpochMs).toUTCString().replace('GMT', 'UTC'),
    'api-version': '2.167',
    'cache-control': 'no-cache, no-store, max-age=0',
    server: 'tsa_b',
    'strict-transport-security': 'max-age=631138519',
    'x-connection-hash': randomBytes(16).toString('hex'),
    'x-transaction-id': randomBytes(8).toString('hex'),
    'x-response-time': String(Math.round(durationMs)),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'SAMEORIGIN',
    'x-xss-protection': '0',
  };
}
