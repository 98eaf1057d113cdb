import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type RunningSandbox, startSandbox } from '../../sandbox/server.ts';
import type { Account } from '../../sandbox/state/account.ts';
import { mediaFixture } from './playground.ts';
import { authorization } from './sign-pairs.ts';

let sandbox: RunningSandbox;
const bugs: unknown[] = [];

beforeAll(async () => {
  sandbox = await startSandbox({ reportBug: (error) => bugs.push(error) });
  const plenty = { mediaPerDay: 100_000, statusesPerDay: 100_000, requests: {} };
  const requests = Object.fromEntries(
    ['v1.media.upload', 'v1.media.upload.init', 'v1.media.upload.finalize', 'v2.tweets.create', 'v2.media.upload'].map(
      (name) => [name, 100_000],
    ),
  );
  sandbox.world.change({ ...sandbox.world.settings, limits: { ...plenty, requests } });
});
afterAll(() => sandbox.close());

interface Sent {
  readonly method?: string;
  readonly path: string;
  readonly body: Uint8Array<ArrayBuffer> | string;
  readonly contentType: string;
}

/** Sends with a right signature, as long as the body is no form. @throws when the answer is not one that X could give */
async function expectShaped({ method = 'POST', path, body, contentType }: Sent): Promise<void> {
  const url = `${sandbox.url}${path}`;
  const headers = {
    authorization: authorization(method, url, [], sandbox.accounts[0] as Account),
    'content-type': contentType,
  };
  const response = await fetch(url, { method, headers, body, signal: AbortSignal.timeout(10_000) });
  const text = await response.text();
  expect(bugs).toEqual([]);
  expect(response.status).toBeLessThan(500);
  expect(text).not.toMatch(/at .*\.ts:\d+|node:internal|Error:|undefined/);
  if (response.status >= 400 && text !== '') expectErrorOf(path, JSON.parse(text) as Record<string, unknown>);
}

function expectErrorOf(path: string, body: Record<string, unknown>): void {
  const isV2 = path.startsWith('/2/');
  const named = isV2
    ? typeof body['title'] === 'string'
    : Array.isArray(body['errors']) || typeof body['error'] === 'string';
  expect(named ? 'shaped like X' : JSON.stringify(body)).toBe('shaped like X');
}

const noise = fc.uint8Array({ maxLength: 400 }).map((bytes) => Uint8Array.from(bytes));
const PICTURE = mediaFixture('drawing-333x175.png');

/** Pieces of multipart in any order, whole or broken. */
const piece = fc.oneof(
  fc.constantFrom(
    '--x\r\n',
    '\r\n--x\r\n',
    '\r\n--x--\r\n',
    '--x--',
    '\r\n\r\n',
    '\n\n',
    'Content-Disposition: form-data; name="status"\r\n\r\n',
    'Content-Disposition: form-data; name="status" Hello\r\n',
    'Content-Disposition: form-data; name="media[]"; filename="a.png"\r\n\r\n',
    'Content-Disposition: form-data; name="media"\r\n\r\n',
    'Content-Disposition: form-data; name="__proto__"\r\n\r\n',
    'Content-Disposition: form-data; name=""; filename=""\r\n\r\n',
    'Content-Disposition: attachment\r\n\r\n',
    'Content-Transfer-Encoding: base64\r\n',
    'Content-Type: multipart/mixed; boundary=y\r\n\r\n',
    'Content-Type: text/plain; charset=nonsense\r\n\r\n',
    'command\r\nINIT',
    PICTURE.toString('latin1'),
    PICTURE.toString('base64'),
    PICTURE.subarray(0, 40).toString('latin1'),
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
);
const multipart = fc
  .array(piece, { maxLength: 12 })
  .map((pieces) => Uint8Array.from(Buffer.from(pieces.join(''), 'latin1')));
const contentType = fc.oneof(
  fc.constantFrom(
    'multipart/form-data; boundary=x',
    'multipart/form-data',
    'multipart/form-data; boundary=',
    'multipart/form-data; boundary="',
  ),
  fc
    .string({ maxLength: 20 })
    .map((boundary) => `multipart/form-data; boundary=${boundary.replaceAll(/[^\x20-\x7e]/g, '')}`),
);
const MULTIPART_PATHS = [
  '/1.1/statuses/update_with_media.json?status=a',
  '/1.1/statuses/update_with_media.json',
  '/1.1/media/upload.json',
  '/2/media/upload',
  '/2/media/upload/1/append',
];

const JSON_PATHS = [
  '/2/tweets',
  '/1.1/media/metadata/create.json',
  '/2/media/metadata',
  '/2/media/upload',
  '/2/media/upload/initialize',
  '/2/media/upload/1/append',
];
const KEYS = [
  'text',
  'media',
  'media_ids',
  'reply',
  'in_reply_to_tweet_id',
  'poll',
  'options',
  'geo',
  'media_id',
  'alt_text',
  'id',
  'metadata',
  'media_type',
  'total_bytes',
  'media_category',
  '__proto__',
];
const json = fc.oneof(
  fc.jsonValue().map((value) => JSON.stringify(value)),
  fc
    .letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.string(),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.constant(1.5e300),
        tie('object'),
        fc.array(tie('value'), { maxLength: 3 }),
      ),
      object: fc.dictionary(fc.constantFrom(...KEYS), tie('value'), { maxKeys: 4 }),
    }))
    .object.map((value) => JSON.stringify(value)),
  fc.string({ maxLength: 60 }),
);

const RUNS = { numRuns: 150 };

describe('whatever the body is, the answer is one that X could give', () => {
  it('to multipart', async () => {
    expect.hasAssertions();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...MULTIPART_PATHS),
        fc.oneof(multipart, noise),
        contentType,
        async (path, body, type) => expectShaped({ path, body, contentType: type }),
      ),
      RUNS,
    );
  }, 60_000);

  it('to JSON', async () => {
    expect.hasAssertions();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...JSON_PATHS), json, async (path, body) =>
        expectShaped({ path, body, contentType: 'application/json' }),
      ),
      RUNS,
    );
  }, 60_000);

  it('to queries and broken escapes', async () => {
    const value = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.constantFrom('%', '%zz', '%00', '1e999', '-1', 'NaN', '٣', '𠮷', '%ff%fe'),
    );
    const names = [
      'status',
      'media_ids',
      'lat',
      'long',
      'in_reply_to_status_id',
      'place_id',
      'trim_user',
      'tweet_mode',
      'id',
      'count',
      'since_id',
      'max_results',
      'pagination_token',
      'expansions',
      'command',
      'media_id',
    ];
    const query = fc.array(fc.tuple(fc.constantFrom(...names), value), { maxLength: 5 });
    const paths = [
      '/1.1/statuses/update.json',
      '/1.1/statuses/show.json',
      '/1.1/statuses/user_timeline.json',
      '/1.1/media/upload.json',
      '/2/users/1072250532645998596/tweets',
      '/2/media/upload',
      '/1.1/geo/reverse_geocode.json',
      '/oauth/authorize',
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), query, fc.boolean(), async (path, pairs, isPost) => {
        const text = pairs.map(([name, given]) => `${name}=${given}`).join('&');
        const url = `${sandbox.url}${path}?${encodeURI(text.toWellFormed()).replaceAll('#', '')}`;
        const signed = [...new URLSearchParams(url.split('?')[1])].map(([name, given]) => [name, given] as const);
        const method = isPost ? 'POST' : 'GET';
        const header = authorization(method, `${sandbox.url}${path}`, signed, sandbox.accounts[0] as Account);
        const response = await fetch(url, { method, headers: { authorization: header } });
        const body = await response.text();
        expect(bugs).toEqual([]);
        expect(response.status).toBeLessThan(500);
        expect(body).not.toMatch(/at .*\.ts:\d+|node:internal/);
      }),
      RUNS,
    );
  }, 60_000);

  it('to control plane noise', async () => {
    const paths = ['/_sandbox/settings', '/_sandbox/accounts', '/_sandbox/faults'];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), json, async (path, body) => {
        const response = await fetch(`${sandbox.url}${path}`, {
          method: path.endsWith('settings') ? 'PUT' : 'POST',
          body,
        });
        expect(bugs).toEqual([]);
        expect(response.status).toBeLessThan(500);
        await response.text();
      }),
      RUNS,
    );
  }, 60_000);

  it('to the malformed multipart that the example prints, which has no blank line after its headers', async () => {
    const boundary = 'cce6735153bf14e47e999e68bb183e70a1fa7fc89722fc1efdf03a917340';
    const body = [
      `--${boundary}`,
      'Content-Disposition: form-data; name="status" Hello 2012-09-07 15:51:41.375247 -0700 PDT!',
      `--${boundary}`,
      '',
      'Content-Type: application/octet-stream',
      'Content-Disposition: form-data; name="media[]"; filename="media.png" ...',
      `--${boundary}--`,
      '',
    ];
    const path = '/1.1/statuses/update_with_media.json';
    const header = authorization('POST', `${sandbox.url}${path}`, [], sandbox.accounts[0] as Account);
    const response = await fetch(`${sandbox.url}${path}`, {
      method: 'POST',
      headers: { authorization: header, 'content-type': `multipart/form-data;boundary=${boundary}` },
      body: body.join('\r\n'),
    });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ errors: [{ code: expect.any(Number) }] });
  });
});
