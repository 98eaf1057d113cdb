import { createHmac, timingSafeEqual } from 'node:crypto';

import { FORM, MULTIPART } from '../http/decode-request.ts';
import { type RawParam, parseUrlencoded } from '../http/parse-urlencoded.ts';
import { encodePercent } from '../http/percent.ts';
import type { RawCall } from '../http/raw-call.ts';
import { baseString, signedKeys } from './base-string.ts';

export interface SignatureVerdict {
  readonly valid: boolean;
  /** What had to be signed; where two texts are accepted, the one with the query. */
  readonly baseString: string;
  readonly signedKeys: readonly string[];
}

/**
 * Whether the signature fits the raw call. `headerParams` are those of the `Authorization` header.
 * On multipart X's documents leave the query out of the base string and recorded calls sign it, so both are taken.
 */
export function verifySignature(
  call: RawCall,
  headerParams: readonly RawParam[],
  secrets: { readonly consumer: string; readonly token: string },
  signature: string,
): SignatureVerdict {
  const variants = coveredParams(call, headerParams);
  const texts = variants.map((params) => baseString(call.method, `${call.origin}${call.path}`, params));
  const key = `${encodePercent(Buffer.from(secrets.consumer))}&${encodePercent(Buffer.from(secrets.token))}`;
  return {
    valid: texts.some((text) => equals(signature, createHmac('sha1', key).update(text).digest('base64'))),
    baseString: texts[0] ?? '',
    signedKeys: signedKeys(variants[0] ?? []),
  };
}

/** Lists of parameters that a client may have signed, the first being the documented one. */
function coveredParams(call: RawCall, headerParams: readonly RawParam[]): readonly (readonly RawParam[])[] {
  const query = parseUrlencoded(call.query);
  if (call.mediaType === MULTIPART) {
    const oauthOnly = query.filter(({ name }) => name.toString('latin1').startsWith('oauth_'));
    return oauthOnly.length === query.length
      ? [[...headerParams, ...query]]
      : [
          [...headerParams, ...query],
          [...headerParams, ...oauthOnly],
        ];
  }
  const form = call.mediaType === FORM ? parseUrlencoded(call.body.toString('latin1')) : [];
  return [[...headerParams, ...query, ...form]];
}

function equals(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
