import { createHmac } from 'node:crypto';

import OAuth from 'oauth-1.0a';

import type { Keys } from './keys.ts';

export type Params = readonly (readonly [name: string, value: string])[];

export interface SignableRequest {
  readonly method: string;
  /** Its query is signed too. */
  readonly url: URL;
  /** Fields of an `application/x-www-form-urlencoded` body; none for multipart and JSON (RFC 5849, 3.4.1.3.1). */
  readonly formFields: Params;
}

/** What makes a signature unique; from outside, so that a test can repeat one. */
export interface Moment {
  readonly nonce: string;
  readonly timestampSeconds: number;
}

/** Names this service sends. A narrow set keeps names out that the package would merge wrongly (`__proto__`). */
const paramName = /^[A-Za-z][A-Za-z0-9_.]*$/;

/**
 * The value of the `Authorization` header, OAuth 1.0a with HMAC-SHA1.
 *
 * The package gets a URL without query and a flat copy of exactly the parameters to sign: its own reading of queries
 * cuts values at `=`, keeps `+` as it is and encodes keys twice, and it would let a field named `oauth_token` replace
 * the token.
 *
 * @throws TypeError for a parameter this service never sends: `oauth_*`, a repeated name, a lone surrogate
 */
export function signRequest(request: SignableRequest, keys: Keys, moment: Moment): string {
  const { method, url, formFields } = request;
  const data = flatParams([...url.searchParams, ...formFields]);
  const oauth = new OAuth({
    consumer: { key: keys.consumerKey, secret: keys.consumerSecret },
    signature_method: 'HMAC-SHA1',
    hash_function: (baseString, key) => createHmac('sha1', key).update(baseString).digest('base64'),
  });
  // Its nonce comes from Math.random and its time from the machine's clock.
  oauth.getNonce = () => moment.nonce;
  oauth.getTimeStamp = () => moment.timestampSeconds;
  const token = { key: keys.accessToken, secret: keys.accessTokenSecret };
  return oauth.toHeader(oauth.authorize({ method, url: baseUrl(url), data }, token)).Authorization;
}

/** Scheme and host in lower case and without the default port, as `URL` writes them; no query. */
function baseUrl(url: URL): string {
  return `${url.origin}${url.pathname}`;
}

function flatParams(params: Params): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of params) {
    if (!paramName.test(name) || name.startsWith('oauth_')) throw new TypeError(`parameter ${name} cannot be signed`);
    if (Object.hasOwn(flat, name)) throw new TypeError(`parameter ${name} is given twice, which X does not accept`);
    if (!value.isWellFormed()) throw new TypeError(`the value of ${name} holds half a character`);
    flat[name] = value;
  }
  return flat;
}

/** Percent-encoded as OAuth asks: all but letters, digits and `-._~`. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Fields as a urlencoded body or a query. */
export function encodeParams(params: Params): string {
  return params.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`).join('&');
}
