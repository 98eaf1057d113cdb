import { createHmac } from 'node:crypto';

import OAuth from 'oauth-1.0a';

import type { SandboxKeys } from './sandbox-process.ts';

/** Makes Authorization headers for POST calls: the form is signed, other bodies are not. */
export function signerFor(keys: SandboxKeys): (url: string, form?: Readonly<Record<string, string>>) => string {
  const oauth = new OAuth({
    consumer: { key: keys.consumerKey, secret: keys.consumerSecret },
    signature_method: 'HMAC-SHA1',
    hash_function: (base, key) => createHmac('sha1', key).update(base).digest('base64'),
  });
  const token = { key: keys.accessToken, secret: keys.accessTokenSecret };
  return (url, form) => oauth.toHeader(oauth.authorize({ url, method: 'POST', data: form }, token)).Authorization;
}
