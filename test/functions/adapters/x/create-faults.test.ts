import { afterEach, describe, expect, it } from 'vitest';

import { AccountHeldError, PigeonpostError, type RateLimitedError } from '../../../../functions/domain/errors.ts';
import type { XAccount } from '../../../../functions/domain/x-account.ts';
import { type FakeReply, type FakeX, type Play, startFakeX } from './fake-x.ts';
import { openTestAccount, type TestAccount } from './open-test-account.ts';

const created = { v1: { id_str: '1149914662164684801' }, v2: { data: { id: '1149914662164684801', text: 'x' } } };
const paths = { v1: '/1.1/statuses/update.json', v2: '/2/tweets' };
const shortDeadlines = {
  short: { idleMs: 400, totalMs: 800 },
  bytes: { idleMs: 400, totalMs: 800 },
  create: { idleMs: 400, totalMs: 800 },
};

let x: FakeX;
let opened: TestAccount;

afterEach(async () => {
  await opened.accounts.close();
  await x.close();
});

async function post(driver: 'v1' | 'v2', play: Play): Promise<unknown> {
  x = await startFakeX(() => play);
  opened = await openTestAccount(x.url, { driver }, { deadlines: shortDeadlines });
  return opened.account.createPost({ text: 'Hello', mediaIds: [] }).catch((error: unknown) => error);
}

interface Fault {
  readonly case: string;
  readonly play: Play | { readonly v1: Play; readonly v2: Play };
  readonly code: string;
  readonly retry: PigeonpostError['retry'];
}

const unknown = { code: 'OUTCOME_UNKNOWN', retry: 'check-first' } as const;
const inTenMinutes = (): string => String(Math.floor(Date.now() / 1000) + 600);
const both = (reply: (body: object) => FakeReply): { v1: Play; v2: Play } => ({
  v1: reply(created.v1),
  v2: reply(created.v2),
});

const faults: readonly Fault[] = [
  { case: 'cuts the connection before it reads the call', play: 'cut-early', ...unknown },
  { case: 'cuts the connection once it has read the call', play: 'cut', ...unknown },
  { case: 'never answers', play: 'stall', ...unknown },
  { case: 'drips its answer byte by byte', play: 'drip', ...unknown },
  {
    case: 'cuts its success off in the middle',
    play: both((body) => ({ status: 201, body, truncated: true })),
    ...unknown,
  },
  { case: 'answers a success in half JSON', play: { status: 201, body: '{"data":{"id":"11' }, ...unknown },
  { case: 'answers a success in HTML', play: { status: 200, body: '<html><title>Log in</title></html>' }, ...unknown },
  { case: 'answers a success without a body', play: { status: 200 }, ...unknown },
  { case: 'answers a success without an id', play: { status: 200, body: { data: {} } }, ...unknown },
  { case: 'answers a success with an id that is none', play: { status: 200, body: { data: { id: 'x' } } }, ...unknown },
  {
    case: 'answers 500',
    play: { status: 500, body: { errors: [{ code: 131, message: 'Internal error' }] } },
    ...unknown,
  },
  { case: 'answers 502 in HTML', play: { status: 502, body: '<html></html>' }, ...unknown },
  {
    case: 'answers 503',
    play: { status: 503, body: { errors: [{ code: 130, message: 'Over capacity' }] } },
    ...unknown,
  },
  { case: 'answers 504 without a body', play: { status: 504 }, ...unknown },
  { case: 'redirects', play: { status: 307, headers: { location: '/2/tweets' } }, ...unknown },
  { case: 'answers 429', play: { status: 429, body: {} }, code: 'RATE_LIMITED', retry: 'later' },
  {
    case: 'answers 429 that ends in a second',
    play: { status: 429, body: {}, headers: { 'retry-after': '1' } },
    code: 'RATE_LIMITED',
    retry: 'later',
  },
  {
    case: 'answers 429 for the day',
    play: {
      status: 429,
      headers: {
        'x-rate-limit-remaining': '12',
        'x-user-limit-24hour-remaining': '0',
        'x-user-limit-24hour-reset': inTenMinutes(),
      },
    },
    code: 'DAILY_LIMIT',
    retry: 'later',
  },
  { case: 'answers 401', play: { status: 401, body: { title: 'Unauthorized' } }, code: 'AUTH', retry: 'later' },
  { case: 'answers 402', play: { status: 402, body: {} }, code: 'CREDITS', retry: 'later' },
  {
    case: 'answers 403 in XML',
    play: { status: 403, body: '<errors><error code="261">x</error></errors>' },
    code: 'ACCESS_WRITE',
    retry: 'later',
  },
  { case: 'answers 403 without a word', play: { status: 403 }, code: 'X_FORBIDDEN', retry: 'never' },
  {
    case: 'refuses a duplicate',
    play: { status: 403, body: { detail: 'duplicate content' } },
    code: 'DUPLICATE',
    retry: 'never',
  },
  {
    case: 'refuses the media ids',
    play: { status: 400, body: { detail: 'Your media IDs are invalid.' } },
    code: 'X_MEDIA_INVALID',
    retry: 'later',
  },
  { case: 'answers 413 without a body', play: { status: 413 }, code: 'MEDIA_TOO_LARGE', retry: 'never' },
  { case: 'answers 404', play: { status: 404 }, code: 'ENDPOINT_GONE', retry: 'later' },
];

describe.each(['v1', 'v2'] as const)('createPost on %s', (driver) => {
  it.each(faults)(
    'F13, F14, F15, F16, F17, F31, F32, F39, F43: answers $code, and asks once, when X $case',
    async ({ play, code, retry }) => {
      const error = await post(driver, typeof play === 'object' && 'v1' in play ? play[driver] : play);
      expect(error).toBeInstanceOf(PigeonpostError);
      expect(error).toMatchObject({ code, retry });
      expect(x.requests).toHaveLength(1);
      expect(opened.pauses).toEqual([]);
    },
  );

  it('gives the id whole, as X wrote it', async () => {
    expect(await post(driver, { status: 200, body: created[driver] })).toEqual({
      postId: '1149914662164684801',
      url: 'https://x.com/i/status/1149914662164684801',
    });
    expect(x.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([`POST ${paths[driver]}`]);
  });

  it('F27: sends nothing, and says so, when X cannot be reached', async () => {
    await post(driver, { status: 200, body: created[driver] });
    await x.close();
    const error = await opened.account.createPost({ text: 'Hello', mediaIds: [] }).catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'X_UNREACHABLE', retry: 'later' });
    x = await startFakeX(() => ({}));
  });

  it('sends nothing when the call is interrupted before it began', async () => {
    await post(driver, { status: 200, body: created[driver] });
    const call = opened.account.createPost({ text: 'Hello', mediaIds: [] }, AbortSignal.abort());
    await expect(call).rejects.toMatchObject({ code: 'X_UNREACHABLE' });
    expect(x.requests).toHaveLength(1);
  });

  it('does not know the outcome when the call is interrupted in the middle', async () => {
    const stop = new AbortController();
    x = await startFakeX(() => () => {
      stop.abort();
      return 'stall';
    });
    opened = await openTestAccount(x.url, { driver });
    const call = opened.account.createPost({ text: 'Hello', mediaIds: [] }, stop.signal);
    await expect(call).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    expect(x.requests).toHaveLength(1);
  });
});

describe('a refused signature', () => {
  const refusal = {
    v1: { errors: [{ code: 135, message: 'Timestamp out of bounds.' }] },
    v2: { title: 'Unauthorized' },
  };
  const skewMs = 612_000;
  const timestampOf = (header: string | undefined): number =>
    Number(/oauth_timestamp="(\d+)"/.exec(header ?? '')?.[1] ?? 0);

  /** An X whose clock is 612 s ahead of ours, and which minds. */
  async function openSkewed(driver: 'v1' | 'v2'): Promise<XAccount> {
    x = await startFakeX(({ headers, path }) => {
      const nowMs = Date.now() + skewMs;
      const isOff = Math.abs(timestampOf(headers.authorization) * 1000 - nowMs) > 300_000;
      const date = { date: new Date(nowMs).toUTCString() };
      if (isOff) return { status: 401, headers: date, body: refusal[driver] };
      const user = driver === 'v1' ? { id_str: '7', screen_name: 'a' } : { data: { id: '7', username: 'a' } };
      return { headers: date, body: path === paths[driver] ? created[driver] : user };
    });
    opened = await openTestAccount(x.url, { driver });
    return opened.account;
  }

  it.each(['v1', 'v2'] as const)(
    "F41, F61: is repeated at once by X's clock when it was a read, on %s",
    async (driver) => {
      const account = await openSkewed(driver);
      await expect(account.whoAmI()).resolves.toMatchObject({ userId: '7' });
      expect(x.requests).toHaveLength(2);
      await account.whoAmI();
      expect(x.requests).toHaveLength(3);
    },
  );

  it.each(['v1', 'v2'] as const)(
    'of the create call is told, not repeated; the next call passes, on %s',
    async (driver) => {
      const account = await openSkewed(driver);
      const error: unknown = await account.createPost({ text: 'Hi', mediaIds: [] }).catch((e: unknown) => e);
      expect(error).toMatchObject({ code: 'X_UNAVAILABLE', retry: 'later' });
      expect(String(error)).toMatch(/your clock is 61[123] s behind X's/);
      expect(x.requests).toHaveLength(1);
      await expect(account.createPost({ text: 'Hi', mediaIds: [] })).resolves.toMatchObject({
        postId: '1149914662164684801',
      });
    },
  );

  it('F41: holds the account when the clock is right and the keys are not', async () => {
    const error = await post('v1', {
      status: 401,
      body: { errors: [{ code: 32, message: 'Could not authenticate you.' }] },
    });
    expect(error).toMatchObject({ code: 'AUTH', reason: 'auth' });
  });

  it('holds the account when X minds even the corrected time', async () => {
    x = await startFakeX((_head, index) => ({
      status: 401,
      headers: { date: new Date(Date.now() + skewMs * (index + 1)).toUTCString() },
      body: refusal.v1,
    }));
    opened = await openTestAccount(x.url, { driver: 'v1' });
    const error = await opened.account.whoAmI().catch((e: unknown) => e);
    expect(error).toBeInstanceOf(AccountHeldError);
    expect(error).toMatchObject({ reason: 'clock-or-keys' });
    expect(x.requests).toHaveLength(2);
  });
});

describe('the time to wait', () => {
  it('is what X says, by our clock', async () => {
    const reset = Math.floor(Date.now() / 1000) + 700;
    const error = await post('v2', {
      status: 429,
      headers: { 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': String(reset) },
    });
    expect((error as RateLimitedError).retryAtEpochMs).toBe(reset * 1000);
  });
});
