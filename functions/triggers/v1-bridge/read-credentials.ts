import type { BytePair } from './parse-pairs.ts';
import { decodePercent } from './percent.ts';
import type { RawRequest } from './raw-request.ts';

/** What a request shows of who sends it. */
export type Credentials =
  | { readonly scheme: 'none' | 'bearer' | 'other' }
  | {
      readonly scheme: 'oauth';
      /** Of the header; none where the credentials stand in the query or in the form. */
      readonly header: readonly BytePair[];
      /** The `oauth_*` parameters by name; of one that repeats, the first. */
      readonly oauth: ReadonlyMap<string, string>;
    };

/** The credentials of a request: of its `Authorization` header, else `oauth_*` of its query, else of its form. */
export function readCredentials({ headers, queryPairs, formPairs }: RawRequest): Credentials {
  const value = headers['authorization']?.trim() ?? '';
  const scheme = /^\S+/.exec(value)?.[0].toLowerCase();
  if (scheme === 'oauth') {
    const header = readHeader(value.slice('oauth'.length));
    return { scheme, header, oauth: oauthOf(header) };
  }
  if (scheme !== undefined) return { scheme: scheme === 'bearer' ? scheme : 'other' };
  const carrier = [queryPairs, formPairs].find((pairs) => pairs.some(([name]) => name === 'oauth_consumer_key'));
  return carrier === undefined ? { scheme: 'none' } : { scheme: 'oauth', header: [], oauth: oauthOf(carrier) };
}

/** `name="value", name=value`: any white space, commas inside quotes kept. `realm` is never signed (RFC 5849, 3.5.1). */
function readHeader(text: string): readonly BytePair[] {
  return [...text.matchAll(/([^\s,=]+)\s*=\s*(?:"([^"]*)"|([^\s,"]*))/g)]
    .map(([, name = '', quoted, plain]): BytePair => [decodePercent(name), decodePercent(quoted ?? plain ?? '')])
    .filter(([name]) => name.toLowerCase() !== 'realm');
}

function oauthOf(pairs: readonly BytePair[]): ReadonlyMap<string, string> {
  return new Map(pairs.filter(([name]) => isOAuth(name)).toReversed());
}

/** Whether a parameter belongs to the signature and not to the call. */
export function isOAuth(name: string): boolean {
  return name.startsWith('oauth_');
}
