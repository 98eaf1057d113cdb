import type { Context } from 'aws-lambda';

import type { BridgeAccount, BridgeAccounts } from '../../functions/bridge/bridge-account.ts';
import { parseConfig } from '../../functions/config/parse-config.ts';
import type { Secrets } from '../../functions/domain/ports.ts';
import { createV1BridgeHandler } from '../../functions/handlers/v1-bridge.ts';
import type { HttpAnswer, HttpEvent } from '../../functions/middleware/http-event.ts';
import { encode, oauthPairs, type Pair, signPairs } from '../sandbox/sign-pairs.ts';
import { bridgeKey, sampleKeys } from './bridge-keys.ts';
import { InMemoryLog } from './in-memory-log.ts';
import { InMemoryMediaStore } from './in-memory-media-store.ts';
import { InMemorySecrets } from './in-memory-secrets.ts';
import { manualClock } from './manual-clock.ts';
import { RecordingHints } from './recording-hints.ts';
import { RecordingJournal } from './recording-journal.ts';

export interface BridgeCallOptions {
  readonly method?: string;
  readonly path: string;
  /** Signed. */
  readonly query?: readonly Pair[];
  /** Signed. */
  readonly form?: readonly Pair[];
  /** Not signed; in the place of a form. */
  readonly body?: Uint8Array;
  readonly contentType?: string;
  readonly keys?: typeof sampleKeys;
  /** Over the usual ones, as in `oauth_timestamp`. */
  readonly oauth?: Readonly<Record<string, string>>;
  /** The last word on the event, after it was signed. */
  readonly tamper?: (event: HttpEvent) => void;
}

/** The bridge's function over in-memory ports, with a stand-in for X, and a client that signs. */
export function createBridgeBench(x: Partial<BridgeAccount> = {}, maxBodyBytes = 100_000) {
  const time = manualClock();
  const kept = new InMemorySecrets({ bridge: { keys: [bridgeKey()] } });
  const accounts: BridgeAccounts = {
    open: async () => ({ driver: 'v2', tokenFingerprint: 'abcdef', ...x }) as BridgeAccount,
  };
  const secrets: Secrets = { read: async (name) => kept.read(name) };
  const ports = {
    config: parseConfig({ accounts: { main: {} } }),
    log: new InMemoryLog(),
    hints: new RecordingHints(),
    journal: new RecordingJournal(),
    media: new InMemoryMediaStore(),
    secrets,
    clock: time.clock,
    random: () => 0.5,
    pause: async () => undefined,
    accounts,
  };
  const handler = createV1BridgeHandler(ports, { maxBodyBytes });
  const call = async (options: BridgeCallOptions): Promise<HttpAnswer & { readonly json: unknown }> => {
    const event = bridgeEvent(options, time.clock());
    options.tamper?.(event);
    const answer = await handler(event, { awsRequestId: 'request' } as Context);
    return { ...answer, json: answer.body ? (JSON.parse(answer.body) as unknown) : undefined };
  };
  return Object.assign(ports, { time, kept, call });
}

/** As API Gateway hands it over. */
export function bridgeEvent(options: BridgeCallOptions, nowEpochMs: number): HttpEvent {
  const { path, query = [], form, keys = sampleKeys } = options;
  const body = form === undefined ? options.body : Buffer.from(written(form));
  const method = options.method ?? (body === undefined ? 'GET' : 'POST');
  const timestamp = { oauth_timestamp: String(Math.floor(nowEpochMs / 1000)) };
  const oauth = oauthPairs(keys, { ...timestamp, ...options.oauth });
  const signature = signPairs(method, `https://bridge.example${path}`, [...oauth, ...query, ...(form ?? [])], keys);
  const authorization = [...oauth, ['oauth_signature', signature] as const].map(
    ([name, value]) => `${name}="${encode(value)}"`,
  );
  const contentType = form === undefined ? options.contentType : 'application/x-www-form-urlencoded';
  const http = { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'test' };
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: written(query),
    headers: {
      Host: 'bridge.example',
      'x-forwarded-proto': 'https',
      Authorization: `OAuth ${authorization.join(', ')}`,
      ...(contentType === undefined ? {} : { 'content-type': contentType }),
    },
    requestContext: { http, stage: '$default', requestId: 'request-1' } as HttpEvent['requestContext'],
    ...(body === undefined ? {} : { body: Buffer.from(body).toString('base64') }),
    isBase64Encoded: body !== undefined,
  };
}

function written(pairs: readonly Pair[]): string {
  return pairs.map((pair) => pair.map(encode).join('=')).join('&');
}
