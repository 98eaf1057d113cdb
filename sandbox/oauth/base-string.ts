import type { RawParam } from '../http/parse-urlencoded.ts';
import { encodePercent } from '../http/percent.ts';

/** The text that OAuth 1.0a signs. `url` has no query; `params` are all but `oauth_signature`, in any order. */
export function baseString(method: string, url: string, params: readonly RawParam[]): string {
  const text = parameterPairs(params)
    .map(({ name, value }) => `${name}=${value}`)
    .join('&');
  return [method.toUpperCase(), url, text].map((part) => encodePercent(Buffer.from(part, 'latin1'))).join('&');
}

/** Names of the signed parameters in the order they are signed; repeats kept. */
export function signedKeys(params: readonly RawParam[]): readonly string[] {
  return signed(params)
    .map(({ name }) => encodePercent(name))
    .sort(compare);
}

/** Sorted by encoded name, then by encoded value, both in order of bytes. */
function parameterPairs(params: readonly RawParam[]): readonly { readonly name: string; readonly value: string }[] {
  return signed(params)
    .map(({ name, value }) => ({ name: encodePercent(name), value: encodePercent(value) }))
    .sort((a, b) => compare(a.name, b.name) || compare(a.value, b.value));
}

function signed(params: readonly RawParam[]): readonly RawParam[] {
  return params.filter(({ name }) => name.toString('latin1') !== 'oauth_signature');
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
