import { createHmac } from 'node:crypto';

import OAuth from 'oauth-1.0a';

import type { Moment } from '../oauth/sign-request.ts';

/** What identifies an app to X, whoever uses it. */
export interface AppKeys {
  readonly consumerKey: string;
  readonly consumerSecret: string;
}

export interface LoginRequest {
  readonly url: URL;
  readonly app: AppKeys;
  /** The request token, once there is one. */
  readonly token?: { readonly token: string; readonly secret: string };
  /** As in `oauth_callback` or `oauth_verifier`. */
  readonly oauth: Readonly<Record<string, string>>;
}

/** The value of the `Authorization` header of a POST that asks for keys: there are none of the account yet. */
export function signLogin({ url, app, token, oauth }: LoginRequest, moment: Moment): string {
  const signer = new OAuth({
    consumer: { key: app.consumerKey, secret: app.consumerSecret },
    signature_method: 'HMAC-SHA1',
    hash_function: (baseString, key) => createHmac('sha1', key).update(baseString).digest('base64'),
  });
  signer.getNonce = () => moment.nonce;
  signer.getTimeStamp = () => moment.timestampSeconds;
  const request = { method: 'POST', url: `${url.origin}${url.pathname}`, data: { ...oauth } };
  const signed = token === undefined ? undefined : { key: token.token, secret: token.secret };
  return signer.toHeader(signer.authorize(request, signed)).Authorization;
}
