import { isDeepStrictEqual } from 'node:util';

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { RejectedTriggerError } from '../../../../functions/domain/errors.ts';
import { parseJsonStrict } from '../../../../functions/triggers/webhook/parse-json-strict.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text);
const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

function refusal(input: Uint8Array): RejectedTriggerError {
  try {
    parseJsonStrict(input);
  } catch (error) {
    if (error instanceof RejectedTriggerError) return error;
    throw error;
  }
  throw new Error('accepted');
}

describe('parseJsonStrict', () => {
  it.each([
    { case: 'blanks around and within', text: ' \r\n{ "a" : [ 1 , true , null ] }\t' },
    { case: 'the same name in different objects', text: '[{"a":1},{"a":{"a":2}}]' },
    { case: 'a name that also stands as a value', text: '{"a":"a","b":["a","a"]}' },
    { case: 'braces, quotes and colons inside texts', text: String.raw`{"a":"}{][\":\\","b\"":"\\\""}` },
    { case: 'names and texts that end in backslashes', text: String.raw`{"a\\":1,"b":"\\\\","c":["\\"]}` },
    { case: 'escapes and a whole surrogate pair', text: String.raw`{"a":"é\ud83d\ude00 \n"}` },
    { case: 'raw emoji and other planes', text: '{"🕊️":"𝒳 e\u0301"}' },
    { case: 'sixteen levels', text: nested(16) },
    { case: 'a bare number', text: '-1.5e3' },
    { case: 'a name that only begins like a forbidden one', text: '{"__proto":1,"constructors":2,"x":"__proto__"}' },
    { case: 'the null character by its escape', text: String.raw`"\u0000"` },
  ])('reads $case as JSON.parse does', ({ text }) => {
    expect(parseJsonStrict(bytes(text))).toEqual(JSON.parse(text));
  });

  it.each([
    { case: 'nothing', text: '' },
    { case: 'blanks only', text: '  \n' },
    { case: 'a cut object', text: '{"a":' },
    { case: 'data after the value', text: '{"a":1} {"a":2}' },
    { case: 'a comment', text: '{"a":1 /* one */}' },
    { case: 'a line comment', text: '// a\n{}' },
    { case: 'a trailing comma', text: '{"a":1,}' },
    { case: 'NaN', text: '{"a":NaN}' },
    { case: 'Infinity', text: '{"a":-Infinity}' },
    { case: 'a hexadecimal number', text: '{"a":0x10}' },
    { case: 'a leading zero', text: '{"a":010}' },
    { case: 'single quotes', text: "{'a':1}" },
    { case: 'a name without quotes', text: '{a:1}' },
    { case: 'a raw line break in a text', text: '{"a":"x\ny"}' },
    { case: 'a raw null character', text: '{"a":"\0"}' },
    { case: 'an unknown escape', text: String.raw`{"a":"\x41"}` },
    { case: 'a form body', text: 'text=hello&a=1' },
    { case: 'seventeen levels', text: nested(17) },
    { case: 'a hundred thousand levels', text: nested(100_000) },
    { case: 'levels that are never closed', text: '{"a":'.repeat(100_000) },
    { case: 'a name twice', text: '{"a":1,"b":2,"a":3}' },
    { case: 'a name twice, once by an escape', text: String.raw`{"a":1,"\u0061":2}` },
    { case: 'a name twice, deep inside', text: '[[{"b":{"a":1 , "a" :2}}]]' },
    { case: 'a name twice that ends in a backslash', text: String.raw`{"a\\":1,"a\\":2}` },
    { case: '__proto__', text: '{"__proto__":{"account":"other"}}' },
    { case: '__proto__ by escapes', text: String.raw`{"\u005f_proto__":1}` },
    { case: 'constructor', text: '{"a":{"constructor":{"prototype":{}}}}' },
    { case: 'a high surrogate alone', text: String.raw`{"a":"\ud83d"}` },
    { case: 'a low surrogate alone', text: String.raw`["\ude00"]` },
    { case: 'surrogates in the wrong order', text: String.raw`"\ude00\ud83d"` },
    { case: 'half a pair in a name', text: String.raw`{"\ud83d":1}` },
  ])('F119: refuses $case', ({ text }) => {
    expect(refusal(bytes(text)).code).toBe('JSON_INVALID');
  });

  it.each([
    { case: 'a byte order mark', input: Buffer.from('\ufeff{}') },
    { case: 'UTF-16', input: Buffer.from('\ufeff{"a":1}', 'utf16le') },
    { case: 'Latin-1', input: Buffer.from('{"a":"é"}', 'latin1') },
    { case: 'a cut sequence', input: Buffer.concat([bytes('{"a":"'), Buffer.from([0xf0, 0x9f, 0x98]), bytes('"}')]) },
    { case: 'an overlong slash', input: Buffer.concat([bytes('"'), Buffer.from([0xc0, 0xaf]), bytes('"')]) },
    { case: 'a surrogate as bytes', input: Buffer.concat([bytes('"'), Buffer.from([0xed, 0xa0, 0x80]), bytes('"')]) },
    { case: 'beyond the last code point', input: Buffer.from([0x22, 0xf4, 0x90, 0x80, 0x80, 0x22]) },
    { case: 'the byte 0xff', input: Buffer.from([0x22, 0xff, 0x22]) },
  ])('F120: refuses $case as not UTF-8', ({ input }) => {
    expect(refusal(input).code).toBe('UTF8_INVALID');
  });

  it('tells where it goes wrong without quoting the body', () => {
    const error = refusal(bytes('{"token":"hunter2" "text":1}'));
    expect(error.message).toBe('the body is not JSON: it goes wrong at position 19');
  });

  it('reads whatever JSON.stringify writes', () => {
    const value = fc.jsonValue({ maxDepth: 8, noUnicodeString: false }).filter((drawn) => !hasForbiddenName(drawn));
    fc.assert(
      fc.property(value, fc.constantFrom(undefined, 1, '\t'), (drawn, indent) => {
        const text = JSON.stringify(drawn, null, indent);
        expect(parseJsonStrict(bytes(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('refuses every object in which two names are equal once unescaped', () => {
    const names = fc.uniqueArray(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(names, fc.nat(), fc.boolean(), (drawn, pick, escaped) => {
        const twin = drawn[pick % drawn.length] ?? '';
        const written = drawn.map((name) => `${JSON.stringify(name)}:0`);
        const again = escaped ? `"${escapeAll(twin)}":1` : `${JSON.stringify(twin)} : 1`;
        expect(refusal(bytes(`{${[...written, again].join(',')}}`)).code).toBe('JSON_INVALID');
      }),
    );
  });

  it('answers any bytes with the value that JSON.parse sees, or with a refusal', () => {
    const almostJson = fc.string({ unit: fc.constantFrom(...Array.from('{}[]",:\\u0a1.e- \n')) }).map(bytes);
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), almostJson), (drawn) => {
        const outcome = valueOrRefusal(drawn);
        const holds = 'code' in outcome || isDeepStrictEqual(outcome.value, JSON.parse(Buffer.from(drawn).toString()));
        expect(holds).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

/** Anything but a value or a refusal is thrown on, and fails the property. */
function valueOrRefusal(input: Uint8Array): { value: unknown } | { code: string } {
  try {
    return { value: parseJsonStrict(input) };
  } catch (error) {
    if (error instanceof RejectedTriggerError) return { code: error.code };
    throw error;
  }
}

function escapeAll(text: string): string {
  return text
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}

function hasForbiddenName(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(
    ([name, inner]) => name === '__proto__' || name === 'constructor' || hasForbiddenName(inner),
  );
}
