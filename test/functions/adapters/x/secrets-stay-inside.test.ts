import { inspect } from 'node:util';

import { afterEach, describe, expect, it } from 'vitest';

import type { XAccountSettings } from '../../../../functions/adapters/x/open-accounts.ts';
import type { MediaSource, XAccount } from '../../../../functions/domain/x-account.ts';
import { type FakeX, type Play, type SeenRequest, startFakeX } from './fake-x.ts';
import { openTestAccount, sourceOf, testKeys, type TestAccount } from './open-test-account.ts';

/** Every form in which a secret may turn up somewhere. */
const forms = Object.entries(testKeys).flatMap(([name, secret]) => [
  { name, form: secret },
  { name: `${name}, percent-encoded`, form: encodeURIComponent(secret) },
  { name: `${name}, in base64`, form: Buffer.from(secret).toString('base64').replace(/=+$/, '') },
  { name: `${name}, in base64url`, form: Buffer.from(secret).toString('base64url') },
]);

const deadlines = {
  short: { idleMs: 200, totalMs: 400 },
  bytes: { idleMs: 200, totalMs: 400 },
  create: { idleMs: 200, totalMs: 400 },
};

let x: FakeX;
let opened: TestAccount;

afterEach(async () => {
  await opened.accounts.close();
  await x.close();
});

/** A server that throws back at us whatever it got, in every place where it could. */
function echo(head: Omit<SeenRequest, 'body'>, status: number, asHtml: boolean): Play {
  const { authorization = '' } = head.headers;
  const all = `${authorization} ${Object.values(testKeys).join(' ')} ${forms.map(({ form }) => form).join(' ')}`;
  const headers = { 'x-transaction-id': testKeys.accessToken, 'x-rate-limit-reset': testKeys.consumerKey };
  const body = asHtml
    ? `<html><title>${all}</title>`
    : {
        title: all,
        detail: all,
        type: `https://api.x.com/2/problems/${testKeys.accessToken}`,
        errors: [{ code: 999, message: all }],
      };
  return { status, headers, body };
}

const photo = (): MediaSource => sourceOf(Buffer.alloc(2_000), { kind: 'photo', mediaType: 'image/jpeg' });
const clip = (): MediaSource => sourceOf(Buffer.alloc(2_000), { kind: 'video', mediaType: 'video/mp4' });

/** Every way to make the account speak to X. */
const calls: readonly ((account: XAccount) => Promise<unknown>)[] = [
  (account) => account.whoAmI(),
  (account) => account.recentPosts(Date.now() - 60_000),
  (account) => account.uploadMedia(photo()),
  (account) => account.uploadMedia(clip()),
  (account) => account.mediaStatus('1880028106020515840'),
  (account) => account.describeMedia('1880028106020515840', { altText: 'A cat', sensitive: true }),
  (account) => account.createPost({ text: 'Hello', mediaIds: [] }),
  (account) =>
    account.createPost(
      account.takesInlineMedia
        ? { text: '@a hi', mediaIds: [], replyTo: '5', inlineMedia: photo() }
        : { text: '', mediaIds: ['1'], replyTo: '5' },
    ),
];

async function runAll(settings: XAccountSettings, play: (head: Omit<SeenRequest, 'body'>) => Play): Promise<string> {
  x = await startFakeX(play);
  opened = await openTestAccount(x.url, settings, { deadlines });
  const outcomes: unknown[] = [];
  for (const call of calls) outcomes.push(await call(opened.account).catch((error: unknown) => error));
  const journal = opened.journal.lines.map((line) => JSON.stringify(line)).join('\n');
  // Inspecting to any depth shows causes, own fields and stacks alike.
  return `${journal}\n${inspect(outcomes, { depth: Number.POSITIVE_INFINITY, maxStringLength: null, showHidden: true })}`;
}

describe.each<{ name: string; settings: XAccountSettings }>([
  { name: 'v1', settings: { driver: 'v1' } },
  { name: 'v1 with update_with_media', settings: { driver: 'v1', endpoint: 'update_with_media' } },
  { name: 'v2', settings: { driver: 'v2' } },
])('no secret reaches a log line or an error on $name', ({ settings }) => {
  it.each<{ case: string; play: (head: Omit<SeenRequest, 'body'>) => Play }>([
    { case: 'X repeats them in a 400', play: (head) => echo(head, 400, false) },
    { case: 'X repeats them in a 401', play: (head) => echo(head, 401, false) },
    { case: 'X repeats them in a 403 page', play: (head) => echo(head, 403, true) },
    { case: 'X repeats them in a 429', play: (head) => echo(head, 429, false) },
    { case: 'X repeats them in a 503', play: (head) => echo(head, 503, false) },
    { case: 'X repeats them in a success that cannot be read', play: (head) => echo(head, 200, true) },
    { case: 'X cuts every call', play: () => 'cut' },
    { case: 'X speaks no HTTP', play: () => ({ status: 200, headers: { 'content-length': '-1' }, body: 'x' }) },
  ])('when $case', async ({ play }) => {
    const seen = await runAll(settings, play);
    const found = forms.filter(({ form }) => seen.includes(form)).map(({ name }) => name);
    expect(found).toEqual([]);
    for (const { headers } of x.requests) {
      const signature = /oauth_signature="([^"]+)"/.exec(headers.authorization ?? '')?.[1] ?? 'none';
      expect(seen).not.toContain(signature);
      expect(seen).not.toContain(decodeURIComponent(signature));
    }
    // What is searched is not empty: the calls were made and written down.
    expect(opened.journal.linesOf('x-exchange').length).toBeGreaterThanOrEqual(calls.length);
  });
});

describe('the journal', () => {
  it('has one line an exchange, with sizes, times, limits and a fingerprint', async () => {
    x = await startFakeX(() => ({
      headers: { 'x-transaction-id': 'ab12', 'x-rate-limit-limit': '75', 'x-rate-limit-remaining': '74' },
      body: { data: { id: '7', username: 'a' } },
    }));
    opened = await openTestAccount(x.url, { driver: 'v2' });
    await opened.account.whoAmI();
    expect(opened.journal.lines).toEqual([
      {
        level: 'info',
        event: 'x-exchange',
        fields: {
          account: 'main',
          tokenFingerprint: opened.account.tokenFingerprint,
          method: 'GET',
          path: '/2/users/me',
          status: 200,
          requestId: 'ab12',
          durationMs: expect.any(Number) as number,
          sentBytes: 0,
          receivedBytes: 34,
          'x-rate-limit-limit': 75,
          'x-rate-limit-remaining': 74,
        },
      },
    ]);
  });

  it('leaves the query out, in which a text could stand', async () => {
    x = await startFakeX(() => ({ body: [] }));
    opened = await openTestAccount(x.url, { driver: 'v1' });
    await opened.account.recentPosts(Date.now());
    expect(opened.journal.lines.map(({ fields }) => fields['path'])).toEqual(['/1.1/statuses/user_timeline.json']);
  });
});
