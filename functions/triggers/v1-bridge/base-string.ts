import type { BytePair } from './parse-pairs.ts';
import { encodePercent } from './percent.ts';

/**
 * The text that OAuth 1.0a signs (RFC 5849, 3.4.1): method, address and parameters, those sorted by the bytes of their
 * encoded names, then values.
 *
 * @param url without query
 * @param pairs all but `oauth_signature`, which is left out here
 */
export function baseString(method: string, url: string, pairs: readonly BytePair[]): string {
  const signed = pairs
    .filter(([name]) => name !== 'oauth_signature')
    .map(([name, value]) => [encodePercent(name), encodePercent(value)] as const)
    .toSorted(([a, x], [b, y]) => compare(a, b) || compare(x, y));
  const parameters = signed.map(([name, value]) => `${name}=${value}`).join('&');
  return [method, url, parameters].map(encodePercent).join('&');
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
