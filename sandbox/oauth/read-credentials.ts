import { parseForm } from '../http/parse-form.ts';
import { type RawParam, parseUrlencoded } from '../http/parse-urlencoded.ts';
import { decodePercent } from '../http/percent.ts';
import type { RawCall } from '../http/raw-call.ts';

/** What a request shows of itself. `params`: everything a signature covers but the query (and the form, when it is signed). */
export type Credentials =
  | { readonly scheme: 'none' }
  | { readonly scheme: 'bearer' }
  | { readonly scheme: 'other' }
  | { readonly scheme: 'oauth'; readonly from: 'header' | 'query' | 'form'; readonly params: readonly RawParam[] };

/** The credentials of a call: the `Authorization` header first, then `oauth_*` in query or urlencoded body. */
export function readCredentials(call: RawCall): Credentials {
  const header = call.headers['authorization']?.trim() ?? '';
  const scheme = /^[^\s]+/.exec(header)?.[0]?.toLowerCase();
  if (scheme === 'oauth') return { scheme: 'oauth', from: 'header', params: readHeader(header.slice('oauth'.length)) };
  if (scheme === 'bearer') return { scheme: 'bearer' };
  if (scheme !== undefined) return { scheme: 'other' };
  return readElsewhere(call);
}

function readElsewhere(call: RawCall): Credentials {
  if (hasSignature(parseUrlencoded(call.query))) return { scheme: 'oauth', from: 'query', params: [] };
  if (hasSignature(parseForm(call))) {
    return { scheme: 'oauth', from: 'form', params: [] };
  }
  return { scheme: 'none' };
}

function hasSignature(params: readonly RawParam[]): boolean {
  return params.some(
    ({ name }) => name.toString('latin1') === 'oauth_signature' || name.toString('latin1') === 'oauth_consumer_key',
  );
}

/** `k="v", k="v"`: values quoted or not, any white space, commas inside quotes kept. `realm` is never signed. */
function readHeader(text: string): readonly RawParam[] {
  const params: RawParam[] = [];
  for (const match of text.matchAll(/([^\s,=]+)\s*=\s*(?:"([^"]*)"|([^\s,"]*))/g)) {
    const name = decodePercent(match[1] ?? '', false);
    if (name.toString('latin1').toLowerCase() === 'realm') continue;
    params.push({ name, value: decodePercent(match[2] ?? match[3] ?? '', false) });
  }
  return params;
}
