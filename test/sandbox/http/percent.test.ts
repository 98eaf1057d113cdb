import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { decodePercent, encodePercent } from '../../../sandbox/http/percent.ts';

const bytes = fc.uint8Array({ maxLength: 80 });

describe('decodePercent', () => {
  it.each([
    { text: 'a%2Bb%2bc', decoded: 'a+b+c' },
    { text: 'a+b%20c', decoded: 'a b c' },
    { text: '%', decoded: '%' },
    { text: '%2', decoded: '%2' },
    { text: '%zz%4', decoded: '%zz%4' },
    { text: '%2%42', decoded: '%2B' },
    { text: '', decoded: '' },
  ])('reads $text as $decoded', ({ text, decoded }) => {
    expect(decodePercent(text, true).toString()).toBe(decoded);
  });

  it('leaves a plus alone where it is no space', () => {
    expect(decodePercent('a+b', false).toString()).toBe('a+b');
  });

  it('takes any bytes back out of their encoding, in either case of hex', () => {
    fc.assert(
      fc.property(bytes, (original) => {
        const encoded = encodePercent(original);
        expect(decodePercent(encoded, true)).toEqual(Buffer.from(original));
        const lower = encoded.replaceAll(/%../g, (escape) => escape.toLowerCase());
        expect(decodePercent(lower, true)).toEqual(Buffer.from(original));
      }),
    );
  });
});

describe('encodePercent', () => {
  it('encodes any text as RFC 3986 has it', () => {
    const asOAuth = (text: string) =>
      encodeURIComponent(text).replaceAll(/[!*'()]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        expect(encodePercent(Buffer.from(text))).toBe(asOAuth(text));
      }),
    );
  });
});
