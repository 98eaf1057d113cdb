import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { decodeBase64 } from '../../../sandbox/media/decode-base64.ts';

describe('decodeBase64', () => {
  it.each([
    { case: 'plain', text: 'aGVsbG8=' },
    { case: 'without padding', text: 'aGVsbG8' },
    { case: 'with line breaks', text: 'aGV\r\nsbG\n8=\r\n' },
  ])('decodes base64 $case', ({ text }) => {
    expect(decodeBase64(Buffer.from(text))?.toString()).toBe('hello');
  });

  it.each([
    { case: 'nothing', text: '' },
    { case: 'white space alone', text: ' \r\n' },
    { case: 'a sentence', text: 'not base64!' },
    { case: 'one digit too many', text: 'aGVsb' },
    { case: 'padding within', text: 'aGV=sbG8' },
    { case: 'a data address', text: 'data:image/png;base64,aGVsbG8=' },
  ])('refuses $case', ({ text }) => {
    expect(decodeBase64(Buffer.from(text))).toBeUndefined();
  });

  it('gives back any bytes from either alphabet, wherever lines break', () => {
    const wrapped = fc.record({
      bytes: fc.uint8Array({ minLength: 1, maxLength: 300 }),
      alphabet: fc.constantFrom('base64' as const, 'base64url' as const),
      lineLength: fc.integer({ min: 1, max: 80 }),
    });
    fc.assert(
      fc.property(wrapped, ({ bytes, alphabet, lineLength }) => {
        const text = Buffer.from(bytes)
          .toString(alphabet)
          .replaceAll(new RegExp(`.{${lineLength}}`, 'g'), '$&\r\n');
        expect(decodeBase64(Buffer.from(text))).toEqual(Buffer.from(bytes));
      }),
    );
  });
});
