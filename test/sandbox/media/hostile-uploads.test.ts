import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type RunningSandbox, startSandbox } from '../../../sandbox/server.ts';
import { type Answer, type Caller, type SignedCall, callerFor } from '../signed-request.ts';
import { mediaFixture } from './upload-by-v1.ts';

let sandbox: RunningSandbox;
let call: Caller;
const bugs: unknown[] = [];

beforeAll(async () => {
  sandbox = await startSandbox({ reportBug: (error) => bugs.push(error) });
  call = callerFor(sandbox.url, sandbox.accounts[0]!);
});
afterAll(() => sandbox.close());

const ROUTES = [
  '/1.1/media/upload.json',
  '/1.1/media/metadata/create.json',
  '/2/media/upload',
  '/2/media/upload/initialize',
  '/2/media/upload/12/append',
  '/2/media/upload/12/finalize',
  '/2/media/metadata',
];
const NAMES = [
  'command',
  'media',
  'media[]',
  'media_data',
  'media_id',
  'media_category',
  'media_type',
  'total_bytes',
  'segment_index',
  'additional_owners',
  'id',
  'metadata',
  'alt_text',
  'text',
  '__proto__',
  '',
];
const VALUES = [
  'INIT',
  'APPEND',
  'FINALIZE',
  'STATUS',
  'tweet_image',
  'tweet_video',
  'video/mp4',
  '0',
  '-1',
  '1e9',
  '999999999999999999999',
  '12',
  'aGVsbG8=',
  '',
];

const name = fc.constantFrom(...NAMES);
const text = fc.oneof(fc.constantFrom(...VALUES), fc.string({ unit: 'binary', maxLength: 30 }));

const forms = fc.dictionary(name, text).map((form): Partial<SignedCall> => ({ form }));

const jsonTexts = fc.oneof(
  fc.jsonValue().map((value) => JSON.stringify(value)),
  fc.dictionary(name, fc.oneof(text, fc.jsonValue({ maxDepth: 3 }))).map((value) => JSON.stringify(value)),
  fc.string({ maxLength: 60 }),
);
const jsons = fc
  .record({
    body: jsonTexts,
    contentType: fc.constantFrom('application/json', 'text/plain', 'application/json;charset=x', ''),
  })
  .map((raw): Partial<SignedCall> => ({ raw }));

const photo = mediaFixture('drawing-333x175.png');
const partContent = fc.oneof(
  text.map((value) => Buffer.from(value)),
  fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
  fc.nat(photo.length).map((length) => photo.subarray(0, length)),
);
const part = fc.record({
  name,
  filename: fc.option(text),
  encoding: fc.constantFrom(
    '',
    'Content-Transfer-Encoding: base64\r\n',
    'Content-Type: image/png\r\n',
    'Content-Type\r\n',
    'x'.repeat(300),
  ),
  content: partContent,
});
const multiparts = fc
  .record({
    parts: fc.array(part, { maxLength: 6 }),
    cut: fc.integer({ min: 1, max: 4000 }),
    boundary: fc.constantFrom('b', 'c', ''),
  })
  .map(({ parts, cut, boundary }): Partial<SignedCall> => {
    const pieces = parts.flatMap(({ name: field, filename, encoding, content }) => [
      `--b\r\nContent-Disposition: form-data; name="${field}"${filename === null ? '' : `; filename="${filename}"`}\r\n${encoding}\r\n`,
      content,
      '\r\n',
    ]);
    const whole = Buffer.concat([...pieces, '--b--\r\n'].map((piece) => Buffer.from(piece)));
    const body = new Uint8Array(whole.subarray(0, cut));
    return { raw: { body, contentType: `multipart/form-data; boundary=${boundary}` } };
  });

/** Nothing at all, or an object in one of the shapes of X; never a stack, never a fault of the server. */
function expectXShape({ status, text: body, json }: Answer): void {
  expect(status).toBeGreaterThanOrEqual(200);
  expect(status).toBeLessThan(500);
  expect(body).not.toMatch(/\.ts:\d|node:internal/);
  if (body === '') return;
  const keys = Object.keys(json as object);
  expect(keys.some((key) => ['errors', 'error', 'title', 'data', 'media_id'].includes(key))).toBe(true);
}

describe('every media endpoint', () => {
  it.each([
    { case: 'forms', sent: forms },
    { case: 'JSON', sent: jsons },
    { case: 'multipart, cut anywhere', sent: multiparts },
  ])('answers $case of any content in a shape of X', async ({ sent }) => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...ROUTES), sent, async (path, body) => {
        expectXShape(await call({ method: 'POST', path, ...body }));
      }),
      { numRuns: 250 },
    );
    expect(bugs).toEqual([]);
  });
});
