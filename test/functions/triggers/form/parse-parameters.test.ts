import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseParameters } from '../../../../functions/triggers/form/parse-parameters.ts';

describe('parseParameters', () => {
  it.each([
    { text: 'Multipart/Form-Data;boundary=x', name: 'boundary', value: 'x' },
    { text: 'multipart/form-data; BOUNDARY="a b"', name: 'boundary', value: 'a b' },
    { text: 'multipart/form-data ;\tboundary=x ; charset=utf-8;', name: 'boundary', value: 'x' },
    { text: 'multipart/form-data; boundary="a\\"b"', name: 'boundary', value: 'a"b' },
    { text: 'multipart/form-data; boundary="a,b;c"', name: 'boundary', value: 'a,b;c' },
    { text: 'form-data; name="media[]"; filename="a;b.png"', name: 'filename', value: 'a;b.png' },
    { text: 'form-data; name=""', name: 'name', value: '' },
  ])('reads $name of $text', ({ text, name, value }) => {
    expect(parseParameters(text)?.parameters.get(name)).toBe(value);
  });

  it.each([
    '',
    ';a=b',
    'a/b, c/d',
    'a/b; c=d, e/f',
    'a/b; c = d',
    'a/b; c="d',
    'a/b; c=d; C=e',
    'a/b c',
    'a/b; c=d e=f',
  ])('reads nothing out of %j', (text) => {
    expect(parseParameters(text)).toBeUndefined();
  });

  it('comes to an end with any text', () => {
    const sign = fc.constantFrom(';', '=', '"', '\\', ' ', ',', 'a', '/', '\n');
    fc.assert(
      fc.property(fc.string({ unit: sign, maxLength: 200 }), (text) => {
        expect(() => parseParameters(`a/b${text}`)).not.toThrow();
      }),
    );
  });
});
