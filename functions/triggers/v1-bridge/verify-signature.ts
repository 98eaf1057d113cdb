import { createHmac, timingSafeEqual } from 'node:crypto';

import { baseString } from './base-string.ts';
import type { BridgeKey } from './bridge-key.ts';
import { listOrigins } from './list-origins.ts';
import type { BytePair } from './parse-pairs.ts';
import { bytesOfText, encodePercent } from './percent.ts';
import type { RawRequest } from './raw-request.ts';
import { isOAuth } from './read-credentials.ts';

/** Whether the key signed this request, in any of the readings that X takes; HMAC-SHA1, compared in constant time. */
export function isSignedBy(
  key: BridgeKey,
  request: RawRequest,
  header: readonly BytePair[],
  signature: string,
): boolean {
  const secret = [key.consumerSecret, key.accessTokenSecret].map((text) => encodePercent(bytesOfText(text))).join('&');
  // In a query or a form a bare `+` means a space, which base64 has not.
  const given = Buffer.from(signature.replaceAll(' ', '+'), 'latin1');
  return readings(request, header).some((pairs) =>
    listOrigins(request).some((origin) => {
      const text = baseString(request.method, `${origin}${request.path}`, pairs);
      const expected = Buffer.from(createHmac('sha1', secret).update(text, 'latin1').digest('base64'));
      return given.length === expected.length && timingSafeEqual(given, expected);
    }),
  );
}

/** What may have been signed. RFC 5849 knows the first reading alone; X's documents and recorded calls differ from it. */
function readings(
  { contentType, queryPairs, formPairs }: RawRequest,
  header: readonly BytePair[],
): readonly (readonly BytePair[])[] {
  const all = [...header, ...queryPairs, ...formPairs];
  const found = [all];
  // X's page on media has multipart calls signed without their query.
  const ownOnly = queryPairs.filter(([name]) => isOAuth(name));
  if (contentType === 'multipart' && ownOnly.length < queryPairs.length) found.push([...header, ...ownOnly]);
  // Some libraries repeat credentials of the header in the form, and sign them once.
  const inHeader = new Set(header.map(([name]) => name));
  const once = all.filter(([name], index) => index < header.length || !(isOAuth(name) && inHeader.has(name)));
  if (once.length < all.length) found.push(once);
  return found;
}
