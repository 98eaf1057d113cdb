import { isUtf8 } from 'node:buffer';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';

import type { Context } from 'aws-lambda';
import { Webhook } from 'standardwebhooks';

import type { ConfigInput } from '../../functions/config/config-schema.ts';
import { parseConfig } from '../../functions/config/parse-config.ts';
import { createUploadsHandler } from '../../functions/handlers/uploads.ts';
import { createWebhookHandler } from '../../functions/handlers/webhook.ts';
import type { HttpAnswer, HttpEvent } from '../../functions/middleware/http-event.ts';
import { newUploadId } from '../../functions/new-upload-id.ts';
import { LocalUploads } from '../../local/engine/local-uploads.ts';
import { InMemoryLog } from './in-memory-log.ts';
import { InMemoryMediaStore } from './in-memory-media-store.ts';
import { InMemorySecrets } from './in-memory-secrets.ts';
import { keepContract } from './keep-contract.ts';
import { manualClock } from './manual-clock.ts';
import { RecordingHints } from './recording-hints.ts';
import { RecordingJournal } from './recording-journal.ts';

const currentKey = Buffer.alloc(32, 'current').toString('base64');
/** The whole text, as schemes take it that know no encoding of keys. */
export const textKey = `whsec_${currentKey}`;
const previousKey = Buffer.alloc(32, 'previous').toString('base64');

const config: ConfigInput = {
  accounts: { main: { driver: 'v1' }, press: { driver: 'v1' }, strict: { altText: 'require' } },
  drops: [
    { prefix: 'main/', account: 'main' },
    { prefix: 'main/press/', account: 'press' },
    { prefix: 'strict/', account: 'strict' },
  ],
  webhooks: {
    cms: { scheme: 'standard-webhooks', account: 'main' },
    desk: { scheme: 'standard-webhooks', accounts: ['main', 'press'] },
    careful: { scheme: 'standard-webhooks', account: 'strict' },
    bot: { scheme: 'github', account: 'main' },
    redelivered: { scheme: 'github', account: 'main', key: 'delivery' },
    token: { scheme: 'bearer', account: 'main' },
    release: {
      scheme: 'github',
      account: 'main',
      when: "{{ action == 'published' }}",
      text: 'New release {{ release.tag_name }}: {{ release.html_url }}',
    },
    sale: { scheme: 'stripe', account: 'main', text: 'Sold for {{ data.object.amount }}' },
    shop: {
      scheme: 'standard-webhooks',
      account: 'main',
      headers: ['x-topic'],
      when: "{{ headers.x-topic != 'draft' }}",
      text: '{{ title }} {{ note | default: "new" }} {{ query.from | default: "" }}',
      media: [{ key: '{{ picture }}', altText: '{{ alt }}' }],
      sensitive: '{{ adult }}',
      idempotencyKey: '{{ id }}',
    },
    feed: { scheme: 'standard-webhooks', account: 'main', text: '{{ title }}', media: [{ url: '{{ image }}' }] },
    inside: {
      scheme: 'standard-webhooks',
      account: 'main',
      allowHttp: true,
      allowPrivateHosts: ['cms.internal:8080'],
    },
    gallery: {
      scheme: 'standard-webhooks',
      accounts: ['main', 'press'],
      account: '{{ channel }}',
      text: '{{ title }}',
      thread: ['{{ more | default: "" }}', '{{ last | default: "" }}'],
      media: [{ each: 'images', key: '{{ item.path }}', altText: '{{ item.alt }}' }],
      geo: { lat: '{{ place.lat }}', long: '{{ place.long }}' },
      additionalOwners: "{{ owners | join: ', ' }}",
    },
    rehearsal: { scheme: 'standard-webhooks', account: 'main', dryRun: true },
    patient: { scheme: 'standard-webhooks', account: 'main', wait: 20 },
    native: { scheme: 'standard-webhooks', account: 'main', when: "{{ text != 'draft' }}" },
  },
};

interface CallOptions {
  readonly webhook?: string;
  /** Sent, and signed unless `signedBody` says otherwise. */
  readonly body?: unknown;
  readonly signedBody?: Uint8Array;
  readonly id?: string;
  readonly key?: 'current' | 'previous';
  /** Milliseconds by which the sender's clock is off. */
  readonly skewMs?: number;
  /** Over those of a proper call; undefined takes one away. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly method?: string;
  readonly path?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly stage?: string;
  /** The last word on the event, after it was signed. */
  readonly tamper?: (event: HttpEvent) => void;
}

/** The webhook function over in-memory ports, and a sender that signs with the library senders use. */
export function createWebhookBench({ remainingMs = 29_000 } = {}) {
  const time = manualClock();
  /** What happens while an answer waits: the log may be moved on here. */
  const meanwhile = { act: async (): Promise<void> => undefined };
  const secret = { current: `whsec_${currentKey}`, previous: `whsec_${previousKey}` };
  const ports = {
    config: parseConfig(config),
    log: new InMemoryLog(),
    hints: new RecordingHints(),
    journal: new RecordingJournal(),
    media: new InMemoryMediaStore(),
    secrets: new InMemorySecrets(
      Object.fromEntries(Object.keys(config.webhooks ?? {}).map((name) => [`webhook/${name}`, secret])),
    ),
    clock: time.clock,
    pause: async (milliseconds: number) => {
      time.advance(milliseconds);
      await meanwhile.act();
    },
  };
  const handler = keepContract(createWebhookHandler(ports), '/webhooks/{name}');
  const uploads = new LocalUploads(ports.media, time.clock);
  const openUpload = keepContract(createUploadsHandler({ ...ports, uploads, newUploadId }), '/webhooks/{name}/uploads');
  let calls = 0;
  /** Calls with a new id unless one is given. */
  const call = async (
    options: CallOptions = {},
  ): Promise<HttpAnswer & { readonly document: Record<string, unknown> }> => {
    calls += 1;
    const event = httpEvent({ id: `msg_${calls}`, ...options }, time.clock());
    options.tamper?.(event);
    const answer = await (event.rawPath.endsWith('/uploads') ? openUpload : handler)(event, {
      awsRequestId: 'request',
      getRemainingTimeInMillis: () => remainingMs,
    } as Context);
    return { ...answer, document: JSON.parse(answer.body ?? 'null') as Record<string, unknown> };
  };
  const signAsGithub = (body: Uint8Array) => `sha256=${createHmac('sha256', textKey).update(body).digest('hex')}`;
  return { ...ports, uploads, meanwhile, time, handler, call, signAsGithub };
}

function httpEvent(options: CallOptions, nowEpochMs: number): HttpEvent {
  const { webhook = 'cms', method = 'POST', path = `/webhooks/${webhook}`, stage = '$default' } = options;
  const body = bytesOf(options.body ?? { text: 'hello' });
  const headers = {
    'content-type': 'application/json',
    ...signatureHeaders(options, body, nowEpochMs),
    ...options.headers,
  };
  const http = { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'test' };
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: '',
    headers,
    requestContext: { http, stage, requestId: 'request-1' } as HttpEvent['requestContext'],
    ...(options.query && { queryStringParameters: options.query }),
    body: body.toString('base64'),
    isBase64Encoded: true,
  };
}

function signatureHeaders({ id = '', key = 'current', ...options }: CallOptions, body: Buffer, nowEpochMs: number) {
  const signedAt = new Date(nowEpochMs + (options.skewMs ?? 0));
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(signedAt.getTime() / 1000)),
    'webhook-signature': sign(key === 'current' ? currentKey : previousKey, id, signedAt, options.signedBody ?? body),
  };
}

/** Signs with the senders' own library, except bytes that are no text: it would sign something else for them. */
function sign(key: string, id: string, signedAt: Date, body: Uint8Array): string {
  const bytes = Buffer.from(body);
  if (isUtf8(bytes)) return new Webhook(key).sign(id, signedAt, bytes);
  const signed = Buffer.concat([Buffer.from(`${id}.${Math.floor(signedAt.getTime() / 1000)}.`), bytes]);
  return `v1,${createHmac('sha256', Buffer.from(key, 'base64')).update(signed).digest('base64')}`;
}

function bytesOf(body: unknown): Buffer {
  if (body instanceof Uint8Array) return Buffer.from(body);
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

/** One of the small real pictures and clips of `test/fixtures/media`. */
export function picture(name = 'photo-800x320.jpg'): Buffer {
  return readFileSync(new URL(`../fixtures/media/${name}`, import.meta.url));
}
