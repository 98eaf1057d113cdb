import { createHash } from 'node:crypto';

import type { BridgeCaller } from './bridge-call.ts';
import type { BridgeKey } from './bridge-key.ts';
import { textOfBytes } from './percent.ts';
import type { RawRequest } from './raw-request.ts';
import { readCredentials } from './read-credentials.ts';
import { V1Error, v1Errors } from './v1-error.ts';
import { isSignedBy } from './verify-signature.ts';

/** How far a client's clock may be off, both ways; X names no number, five minutes is what its clients assume. */
export const TIMESTAMP_WINDOW_SECONDS = 300;

/** A caller whose signature is good; whether his timestamp is, is for the endpoint's kind to say. */
export interface AuthenticatedCaller {
  readonly caller: BridgeCaller;
  readonly isTimely: boolean;
}

/**
 * Who signed the request: OAuth 1.0a, HMAC-SHA1, over the bytes as they came.
 *
 * @param keys all that were ever issued
 * @throws V1Error 215 without credentials, 220 for a bearer token, 89 for a token that opens nothing, else 32
 */
export function authenticate(request: RawRequest, keys: readonly BridgeKey[], nowEpochMs: number): AuthenticatedCaller {
  const credentials = readCredentials(request);
  if (credentials.scheme === 'bearer') throw new V1Error(v1Errors.notForApps);
  if (credentials.scheme !== 'oauth') throw new V1Error(v1Errors.badAuthentication);
  const { header, oauth } = credentials;
  const value = (name: string): string => textOfBytes(oauth.get(name) ?? '');
  checkForm(value);
  const key = findKey(keys, value('oauth_consumer_key'), value('oauth_token'));
  if (!isSignedBy(key, request, header, oauth.get('oauth_signature') ?? '')) {
    throw new V1Error(v1Errors.couldNotAuthenticate);
  }
  const timestampEpochSeconds = Number(value('oauth_timestamp'));
  const nonce = value('oauth_nonce');
  return {
    isTimely: Math.abs(nowEpochMs / 1000 - timestampEpochSeconds) <= TIMESTAMP_WINDOW_SECONDS,
    caller: {
      account: key.account,
      keyId: key.id,
      accessToken: key.accessToken,
      nonce,
      timestampEpochSeconds,
      callFingerprint: fingerprint(request, [key.id, nonce, value('oauth_timestamp'), value('oauth_signature')]),
    },
  };
}

const REQUIRED = ['oauth_consumer_key', 'oauth_nonce', 'oauth_signature', 'oauth_signature_method', 'oauth_timestamp'];

function checkForm(value: (name: string) => string): void {
  const isWhole =
    REQUIRED.every((name) => value(name) !== '') &&
    value('oauth_signature_method').toUpperCase() === 'HMAC-SHA1' &&
    // Many clients call it 1.0A.
    /^(1\.0a?)?$/i.test(value('oauth_version')) &&
    /^\d{1,12}$/.test(value('oauth_timestamp'));
  if (!isWhole) throw new V1Error(v1Errors.couldNotAuthenticate);
  // X's words for a call that an app signs without a user.
  if (value('oauth_token') === '') throw new V1Error(v1Errors.badAuthentication);
}

function findKey(keys: readonly BridgeKey[], consumerKey: string, accessToken: string): BridgeKey {
  if (!keys.some((key) => key.consumerKey === consumerKey)) throw new V1Error(v1Errors.couldNotAuthenticate);
  const key = keys.find((key) => key.accessToken === accessToken && key.consumerKey === consumerKey);
  if (key === undefined || key.revokedAt !== undefined) throw new V1Error(v1Errors.tokenUnknown);
  return key;
}

/** Of all that makes the call: what was signed, and the bytes of a multipart body, which no signature covers. */
function fingerprint({ method, path, query, body }: RawRequest, signed: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of [...signed, method, path, query]) hash.update(`${Buffer.byteLength(part)}:${part}`);
  return hash.update(body).digest('hex');
}
