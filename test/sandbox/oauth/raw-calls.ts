import type { RawCall } from '../../../sandbox/http/raw-call.ts';
import type { AuthContext } from '../../../sandbox/oauth/authenticate.ts';
import { NonceStore } from '../../../sandbox/oauth/nonce-store.ts';
import { makeAccount } from '../../../sandbox/state/account.ts';
import { encode } from '../sign-pairs.ts';

/** The sample keys that X's documents print; they belong to nobody. */
export const SAMPLE = makeAccount(
  {
    screenName: 'sample',
    userId: '370773112',
    consumerKey: 'xvz1evFS4wEEPTGEFPHBog',
    consumerSecret: 'kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw',
    accessToken: '370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb',
    accessTokenSecret: 'LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE',
  },
  0,
);

export const SAMPLE_SECONDS = 1_318_622_958;
export const SAMPLE_NONCE = 'kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg';

/** Knows the sample account alone; its clock stands at the sample's time. */
export function sampleContext(changes: Partial<AuthContext['clock']> = {}, nowSeconds = SAMPLE_SECONDS): AuthContext {
  const clock = { shiftSeconds: 0, skewSeconds: 0, windowSeconds: 300, refuseNonceReplay: true, ...changes };
  return {
    clock,
    nowSeconds: [nowSeconds + clock.skewSeconds, nowSeconds + clock.skewSeconds + clock.shiftSeconds],
    nonces: new NonceStore(),
    consumerSecret: (key) => (key === SAMPLE.consumerKey ? SAMPLE.consumerSecret : undefined),
    token: (token) =>
      token === SAMPLE.accessToken
        ? { secret: SAMPLE.accessTokenSecret, consumerKey: SAMPLE.consumerKey, account: SAMPLE }
        : undefined,
  };
}

interface CallParts {
  readonly method?: string;
  readonly url: string;
  readonly authorization?: string;
  readonly contentType?: string;
  readonly body?: string | Buffer;
}

export function rawCall({ method = 'POST', url, authorization, contentType, body = '' }: CallParts): RawCall {
  const [, origin = '', path = '', query = ''] = /^(https?:\/\/[^/]+)([^?]*)\??(.*)$/.exec(url) ?? [];
  return {
    method,
    origin,
    path,
    query,
    headers: { authorization, 'content-type': contentType },
    mediaType: (contentType ?? '').split(';')[0] ?? '',
    body: Buffer.from(body as string),
  };
}

/** An Authorization header; `undefined` leaves a parameter out. */
export function header(params: Readonly<Record<string, string | undefined>>): string {
  const pairs = Object.entries(params).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encode(name)}="${encode(value)}"`],
  );
  return `OAuth ${pairs.join(', ')}`;
}

/** The sample's OAuth parameters with that signature. */
export function sampleParams(
  signature: string,
  changes: Readonly<Record<string, string | undefined>> = {},
): Record<string, string | undefined> {
  return {
    oauth_consumer_key: SAMPLE.consumerKey,
    oauth_nonce: SAMPLE_NONCE,
    oauth_signature: signature,
    oauth_signature_method: 'HMAC-SHA1',
    oauth_timestamp: String(SAMPLE_SECONDS),
    oauth_token: SAMPLE.accessToken,
    oauth_version: '1.0',
    ...changes,
  };
}
