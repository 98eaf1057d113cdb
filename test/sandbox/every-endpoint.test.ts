import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { limitTable } from '../../sandbox/limits/limit-table.ts';
import { endpoints } from '../../sandbox/routes/index.ts';
import { type RunningSandbox, startSandbox } from '../../sandbox/server.ts';
import { mediaFixture } from './playground.ts';
import { type Pair, authorization, encode } from './sign-pairs.ts';

let sandbox: RunningSandbox;
const bugs: unknown[] = [];

beforeAll(async () => {
  sandbox = await startSandbox({ reportBug: (error) => bugs.push(error) });
});
afterAll(() => sandbox.close());

/** Nothing ends in 429, so that every handler is reached. */
const ENDLESS = {
  mediaPerDay: 1e9,
  statusesPerDay: 1e9,
  requests: Object.fromEntries(Object.keys(limitTable).map((name) => [name, 1e9])),
};
const PICTURE = mediaFixture('drawing-333x175.png');

/** Every parameter that some endpoint reads, in whatever place, and a few that none does. */
const NAMES = `
  status media_ids in_reply_to_status_id auto_populate_reply_metadata exclude_reply_user_ids attachment_url card_uri
  possibly_sensitive lat long place_id display_coordinates trim_user tweet_mode include_entities include_ext_alt_text
  enable_dmcommands fail_dm_commands command media media[] media_data media_id media_category media_type total_bytes
  segment_index additional_owners alt_text text id count since_id max_id user_id screen_name exclude_replies resources
  max_results granularity skip_status include_email oauth_token oauth_callback oauth_verifier action
  x_auth_access_type expansions tweet.fields media.fields user.fields pagination_token start_time metadata reply poll
  options duration_minutes geo quote_tweet_id in_reply_to_tweet_id __proto__ constructor toString colour`
  .trim()
  .split(/\s+/);
const name = fc.constantFrom(...NAMES, '');
const value = fc.oneof(
  fc.constantFrom('INIT', 'APPEND', 'FINALIZE', 'STATUS', 'true', '0', '-1', '1e999', '12', '999999999999999999999'),
  fc.constantFrom(
    'D somebody hi',
    '@pigeonpost',
    'tweet_video',
    'video/mp4',
    'aGVsbG8=',
    'extended',
    'oob',
    'NaN',
    '٣',
  ),
  fc.constantFrom('https://x.com/a/status/1', 'df51dec6f4ee2b2c', '2026-01-01T00:00:00Z', '%', '%zz', '\0', '\ud800'),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const pairs = fc.array(fc.tuple(name, value), { maxLength: 6 });

interface Body {
  readonly contentType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What a signature covers besides the query. */
  readonly signed: readonly Pair[];
}

const forms = pairs.map((list): Body => {
  const signed = list.map(([key, text]) => [key.toWellFormed(), text.toWellFormed()] as const);
  const written = signed.map(([key, text]) => `${encode(key)}=${encode(text)}`).join('&');
  return { contentType: 'application/x-www-form-urlencoded', bytes: Buffer.from(written), signed };
});

const jsons = fc
  .record({
    text: fc.oneof(
      fc.jsonValue({ maxDepth: 4 }).map((any) => JSON.stringify(any)),
      fc.dictionary(name, fc.oneof(value, fc.jsonValue({ maxDepth: 2 }))).map((any) => JSON.stringify(any)),
      fc.string({ maxLength: 40 }),
      fc.constant('['.repeat(20_000)),
    ),
    contentType: fc.constantFrom('application/json', 'application/json; charset=utf-16', 'text/plain', 'image/png', ''),
  })
  .map(({ text, contentType }): Body => ({ contentType, bytes: Buffer.from(text), signed: [] }));

const part = fc.record({
  name,
  filename: fc.option(value, { nil: undefined }),
  header: fc.constantFrom(
    '',
    'Content-Type: image/png\r\n',
    'Content-Transfer-Encoding: base64\r\n',
    'Broken\r\n',
    ': \r\n',
  ),
  content: fc.oneof(
    value.map((text) => Buffer.from(text)),
    fc.nat(PICTURE.length).map((length) => PICTURE.subarray(0, length)),
  ),
});
const multiparts = fc
  .record({
    parts: fc.array(part, { maxLength: 5 }),
    cut: fc.integer({ min: 0, max: 3000 }),
    boundary: fc.constantFrom('b', 'c', ''),
  })
  .map(({ parts, cut, boundary }): Body => {
    const pieces = parts.flatMap(({ name: field, filename, header, content }) => [
      Buffer.from(`--b\r\nContent-Disposition: form-data; name="${field}"`),
      Buffer.from(`${filename === undefined ? '' : `; filename="${filename}"`}\r\n${header}\r\n`),
      content,
      Buffer.from('\r\n'),
    ]);
    const bytes = Uint8Array.from(Buffer.concat([...pieces, Buffer.from('--b--\r\n')]).subarray(0, cut));
    return { contentType: `multipart/form-data; boundary=${boundary}`, bytes, signed: [] };
  });

const ids = fc.constantFrom('12', '0', '-1', 'x', '99999999999999999999', '%00', '%F0%9F%90%A6', '..%2f..', '1.json');

/** An answer of X: JSON in one of its shapes, a form or a page of the login, or nothing. */
function expectShaped(path: string, status: number, type: string, text: string): void {
  expect(status).toBeLessThan(500);
  expect(text).not.toMatch(/\bat .*\.ts:\d+|node:internal|node_modules|\[object |"undefined"|consumerSecret/);
  for (const account of sandbox.accounts) expect(text).not.toContain(account.consumerSecret);
  if (text === '' || path.startsWith('/oauth/')) return;
  expect(type).toMatch(/^application\/(problem\+)?json/);
  const body = JSON.parse(text) as Record<string, unknown>;
  if (status < 400) return;
  const isV2 = path.startsWith('/2/');
  const shaped = isV2
    ? typeof body['title'] === 'string' && typeof body['type'] === 'string'
    : typeof (body['errors'] as { code: unknown }[] | undefined)?.[0]?.code === 'number' ||
      typeof body['error'] === 'string';
  expect([shaped, text]).toEqual([true, text]);
}

async function send(method: string, path: string, query: readonly Pair[], body: Body): Promise<void> {
  const wellFormed = query.map(([key, text]) => [key.toWellFormed(), text.toWellFormed()] as const);
  const search = wellFormed.map(([key, text]) => `${encode(key)}=${encode(text)}`).join('&');
  const url = `${sandbox.url}${path}`;
  const signed = method === 'GET' ? wellFormed : [...wellFormed, ...body.signed];
  const header = authorization(method, url, signed, sandbox.accounts[0]!);
  const response = await fetch(search === '' ? url : `${url}?${search}`, {
    method,
    headers: { authorization: header, 'content-type': body.contentType },
    ...(method === 'GET' ? {} : { body: body.bytes }),
    redirect: 'manual',
    signal: AbortSignal.timeout(15_000),
  });
  const text = await response.text();
  expect(bugs).toEqual([]);
  expectShaped(path, response.status, response.headers.get('content-type') ?? '', text);
}

describe.each(endpoints.map(({ method, path }) => ({ method, path })))('$method $path', ({ method, path }) => {
  it('answers any query and body in a shape of X, and never with a fault of its own', { timeout: 60_000 }, async () => {
    expect.hasAssertions();
    await sandbox.world.reset();
    sandbox.world.change({ ...sandbox.world.settings, limits: ENDLESS });
    const body = fc.oneof(forms, jsons, multiparts);
    await fc.assert(
      fc.asyncProperty(ids, pairs, body, async (id, query, sent) => send(method, path.replace(':id', id), query, sent)),
      { numRuns: 60 },
    );
  });
});
