import { readFileSync } from 'node:fs';

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { openRequest } from '../../../../functions/triggers/v1-bridge/raw-request.ts';
import { readCall } from '../../../../functions/triggers/v1-bridge/read-call.ts';

const picture = readFileSync(new URL('../../../fixtures/media/drawing-333x175.png', import.meta.url));
const SEED_BOUNDARY = 'cce6735153bf14e47e999e68bb183e70a1fa7fc89722fc1efdf03a917340';

async function read(contentType: string | undefined, body: string | Uint8Array, query = '') {
  const headers = contentType === undefined ? {} : { 'content-type': contentType };
  const request = openRequest({ method: 'POST', path: '/a', query, headers, body: Buffer.from(body) });
  return readCall(request, {});
}

/** A multipart body; a part is its header lines, and its bytes. */
function multipart(boundary: string, ...parts: readonly (readonly [string, string | Uint8Array])[]): Buffer {
  const written = parts.flatMap(([lines, bytes]) => [`--${boundary}\r\n${lines}\r\n\r\n`, bytes, '\r\n']);
  return Buffer.concat([...written, `--${boundary}--\r\n`].map((piece) => Buffer.from(piece)));
}

const STATUS = 'Content-Disposition: form-data; name="status"';
const MEDIA = 'Content-Disposition: form-data; name="media[]"; filename="media.png"';

describe('a multipart body is read', () => {
  it.each([
    {
      case: "the documents' own request",
      type: `multipart/form-data;boundary=${SEED_BOUNDARY}`,
      boundary: SEED_BOUNDARY,
    },
    { case: 'a quoted boundary', type: 'multipart/form-data; boundary="a b"', boundary: 'a b' },
    {
      case: 'every sign that a boundary may have',
      type: `Multipart/Form-Data; charset=utf-8; boundary="0aZ'()+_,-./:=?"`,
      boundary: `0aZ'()+_,-./:=?`,
    },
    {
      case: 'a boundary of seventy signs',
      type: `multipart/form-data; boundary=${'b'.repeat(70)}`,
      boundary: 'b'.repeat(70),
    },
    {
      case: 'a boundary in capitals',
      type: 'multipart/form-data; BOUNDARY=----WebKitFormBoundaryAb1',
      boundary: '----WebKitFormBoundaryAb1',
    },
    { case: 'a parameter after it', type: 'multipart/form-data; boundary=abc; charset=UTF-8', boundary: 'abc' },
  ])('with $case', async ({ type, boundary }) => {
    const body = multipart(
      boundary,
      [STATUS, 'Hello é 🕊️'],
      [`Content-Type: application/octet-stream\r\n${MEDIA}`, picture],
    );
    const { parameters, files } = await read(type, body);
    expect([...parameters]).toEqual([['status', 'Hello é 🕊️']]);
    expect(files).toHaveLength(1);
    expect(files[0]).toMatchObject({ name: 'media[]', fileName: 'media.png', mediaType: 'application/octet-stream' });
    expect(Buffer.compare(files[0]!.bytes, picture)).toBe(0);
  });

  it.each([
    {
      case: 'a file without a name',
      lines: 'Content-Disposition: form-data; name="media"',
      bytes: picture,
      isFile: true,
      isText: false,
    },
    { case: 'a file of no type', lines: MEDIA, bytes: picture, isFile: true, isText: false },
    {
      case: 'a text with a file name',
      lines: 'Content-Disposition: form-data; name="a"; filename="a.txt"',
      bytes: 'abc',
      isFile: true,
      isText: true,
    },
    { case: 'a long text with a file name', lines: MEDIA, bytes: 'a'.repeat(20_000), isFile: true, isText: false },
    {
      case: 'a text of a type',
      lines:
        'Content-Disposition: form-data; name="a"\r\nContent-Type: text/plain; charset=US-ASCII\r\nContent-Transfer-Encoding: 8bit',
      bytes: 'é',
      isFile: false,
      isText: true,
    },
    {
      case: 'an empty text',
      lines: 'Content-Disposition: form-data; name="a"',
      bytes: '',
      isFile: false,
      isText: true,
    },
  ])('and told by its bytes: $case', async ({ lines, bytes, isFile, isText }) => {
    const { parameters, files } = await read('multipart/form-data; boundary=x', multipart('x', [lines, bytes]));
    expect({ isFile: files.length === 1, isText: parameters.size === 1 }).toEqual({ isFile, isText });
  });

  it.each([
    { case: 'in one line', text: picture.toString('base64') },
    { case: 'with line breaks', text: picture.toString('base64').replaceAll(/(.{76})/g, '$1\r\n') },
  ])('with base64 undone where the part says so, $case', async ({ text }) => {
    const lines = `${MEDIA}\r\nContent-Transfer-Encoding: Base64`;
    const { files } = await read('multipart/form-data; boundary=x', multipart('x', [lines, text]));
    expect(Buffer.compare(files[0]!.bytes, picture)).toBe(0);
  });

  it('however it is cut or spoiled, without ever failing', async () => {
    const whole = multipart('x', [STATUS, 'Hello'], [MEDIA, picture.subarray(0, 300)]);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(whole.length),
        fc.nat(whole.length),
        fc.uint8Array({ maxLength: 9 }),
        async (start, end, bytes) => {
          const body = Buffer.concat([whole.subarray(0, start), bytes, whole.subarray(end)]);
          const { files } = await read('multipart/form-data; boundary=x', body);
          expect(files.length).toBeLessThan(4);
        },
      ),
    );
  });

  it.each([
    { case: 'no boundary', type: 'multipart/form-data' },
    { case: 'another boundary', type: 'multipart/form-data; boundary=other' },
  ])('as nothing with $case', async ({ type }) => {
    expect(await read(type, multipart('x', [STATUS, 'Hello']))).toMatchObject({ files: [] });
  });
});

describe('parameters', () => {
  it.each([
    { case: 'a query', type: undefined, body: '', query: 'status=a%20%2b+b&c', expected: { status: 'a + b', c: '' } },
    {
      case: 'a form',
      type: 'application/x-www-form-urlencoded; charset=UTF-8',
      body: 'status=%E2%98%83+é&status=b',
      query: '',
      expected: { status: '☃ é' },
    },
    {
      case: 'both, the query first',
      type: 'application/x-www-form-urlencoded',
      body: 'a=2&b=3',
      query: 'a=1',
      expected: { a: '1', b: '3' },
    },
    {
      case: 'credentials left out',
      type: 'application/x-www-form-urlencoded',
      body: 'oauth_token=x&a=1',
      query: 'oauth_nonce=1',
      expected: { a: '1' },
    },
    {
      case: 'a broken escape as it stands',
      type: 'application/x-www-form-urlencoded',
      body: 'a=100%&b=%zz',
      query: '',
      expected: { a: '100%', b: '%zz' },
    },
  ])('come from $case', async ({ type, body, query, expected }) => {
    const { parameters } = await read(type, body, query);
    expect(Object.fromEntries(parameters)).toEqual(expected);
  });
});

it('a value of a form that is no text is a file, byte for byte', async () => {
  const escaped = [...picture].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  const { files, parameters } = await read('application/x-www-form-urlencoded', `a=b&media=${escaped}`);
  expect(parameters.get('a')).toBe('b');
  expect(files.map(({ name, bytes }) => [name, picture.equals(bytes)])).toEqual([['media', true]]);
});

describe('a JSON body', () => {
  it.each([
    { case: 'of its type', type: 'application/json; charset=UTF-8' },
    { case: 'as plain text', type: 'text/plain' },
    { case: 'of no type', type: undefined },
  ])('keeps ids to the digit, $case', async ({ type }) => {
    const { json } = await read(type, '{"media_id":710511363345354753,"alt_text":{"text":"a"},"small":7}');
    expect(json).toEqual({ media_id: '710511363345354753', alt_text: { text: 'a' }, small: 7 });
  });

  it('that is none is none', async () => {
    expect((await read('application/json', '{"a":')).json).toBeUndefined();
  });
});
