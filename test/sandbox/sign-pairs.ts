import { createHmac, randomUUID } from 'node:crypto';

import type { Keys } from './signed-request.ts';

export type Pair = readonly [string, string];

/** RFC 3986, for names and values alike. */
export function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** An OAuth 1.0a signature, written from RFC 5849 for the tests: another hand than the sandbox's. Repeats are allowed. */
export function signPairs(
  method: string,
  url: string,
  pairs: readonly Pair[],
  secrets: Pick<Keys, 'consumerSecret' | 'accessTokenSecret'>,
): string {
  const encoded = pairs.map(([name, value]) => [encode(name), encode(value)] as const);
  const sorted = encoded.toSorted(([a, b], [c, d]) => (a === c ? order(b, d) : order(a, c)));
  const text = [method, url, sorted.map((pair) => pair.join('=')).join('&')].map(encode).join('&');
  const key = `${encode(secrets.consumerSecret)}&${encode(secrets.accessTokenSecret)}`;
  return createHmac('sha1', key).update(text).digest('base64');
}

function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** Everything but the signature; the nonce is new each time. */
export function oauthPairs(keys: Keys, changes: Readonly<Record<string, string>> = {}): readonly Pair[] {
  return Object.entries({
    oauth_consumer_key: keys.consumerKey,
    oauth_nonce: randomUUID().replaceAll('-', ''),
    oauth_signature_method: 'HMAC-SHA1',
    oauth_timestamp: String(Math.floor(Date.now() / 1000)),
    oauth_token: keys.accessToken,
    oauth_version: '1.0',
    ...changes,
  });
}

/** An Authorization header for a call with these signed parameters. */
export function authorization(method: string, url: string, signed: readonly Pair[], keys: Keys): string {
  const oauth = oauthPairs(keys);
  const signature = signPairs(method, url, [...oauth, ...signed], keys);
  const pairs: readonly Pair[] = [...oauth, ['oauth_signature', signature]];
  return `OAuth ${pairs.map(([name, value]) => `${encode(name)}="${encode(value)}"`).join(', ')}`;
}
