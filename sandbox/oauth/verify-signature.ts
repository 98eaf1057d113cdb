import { createHmac, timingSafeEqual } from 'node:crypto';

import { MULTIPART } from '../http/decode-request.ts';
import { parseForm } from '../http/parse-form.ts';
import { type RawParam, parseUrlencoded } from '../http/parse-urlencoded.ts';
import { encodePercent } from '../http/percent.ts';
import type { RawCall } from '../http/raw-call.ts';
import { baseString, signedKeys } from './base-string.ts';

export interface Secrets {
  readonly consumer: string;
  /** '' where there is no token. */
  readonly token: string;
}

export interface SignatureVerdict {
  readonly valid: boolean;
  /** What had to be signed; where two texts are accepted, the one with the query. */
  readonly baseString: string;
  readonly signedKeys: readonly string[];
}

/** Whether the signature fits the raw call. `headerParams` are those of the `Authorization` header. */
export function verifySignature(
  call: RawCall,
  headerParams: readonly RawParam[],
  secrets: Secrets,
  signature: string,
): SignatureVerdict {
  const documented = [...headerParams, ...parseUrlencoded(call.query), ...parseForm(call)];
  const text = textFor(call, documented);
  const valid =
    fits(signature, text, secrets) ||
    otherReadings(call, headerParams).some((params) => fits(signature, textFor(call, params), secrets));
  return { valid, baseString: text, signedKeys: signedKeys(documented) };
}

/** What else X takes: its own documents and recorded calls differ here. */
function otherReadings(call: RawCall, headerParams: readonly RawParam[]): readonly (readonly RawParam[])[] {
  const query = parseUrlencoded(call.query);
  // The documents on media leave the query of a multipart call unsigned; recorded calls sign it.
  const unsignedQuery = call.mediaType === MULTIPART ? [[...headerParams, ...query.filter(isOAuth)]] : [];
  // Libraries send `oauth_token` of the PIN flow in the header and once more in the form, and sign it once.
  const given = new Set(headerParams.map(({ name }) => name.toString('latin1')));
  const rest = [...query, ...parseForm(call)];
  const once = rest.filter((param) => !isOAuth(param) || !given.has(param.name.toString('latin1')));
  return once.length === rest.length ? unsignedQuery : [...unsignedQuery, [...headerParams, ...once]];
}

/** The text to sign for a call with these parameters; `origin` when the client may have signed another one. */
export function textFor(call: RawCall, params: readonly RawParam[], origin = call.origin): string {
  return baseString(call.method, `${origin}${call.path}`, params);
}

export function fits(signature: string, text: string, secrets: Secrets): boolean {
  const key = `${encodePercent(Buffer.from(secrets.consumer))}&${encodePercent(Buffer.from(secrets.token))}`;
  const expected = Buffer.from(createHmac('sha1', key).update(text).digest('base64'));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Credentials in a query are signed even where the rest of it is not. */
export function isOAuth({ name }: Pick<RawParam, 'name'>): boolean {
  return name.toString('latin1').startsWith('oauth_');
}
