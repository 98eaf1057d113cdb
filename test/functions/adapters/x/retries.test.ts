import { afterEach, describe, expect, it } from 'vitest';

import { StoreUnavailableError } from '../../../../functions/domain/errors.ts';
import type { MediaSource, XAccount } from '../../../../functions/domain/x-account.ts';
import { type FakeX, type Play, startFakeX } from './fake-x.ts';
import { fixture, openTestAccount, sourceOf, type TestAccount } from './open-test-account.ts';

const deadlines = {
  short: { idleMs: 400, totalMs: 800 },
  bytes: { idleMs: 400, totalMs: 800 },
  create: { idleMs: 400, totalMs: 800 },
};
const user = { data: { id: '7', username: 'a' } };
const uploaded = { data: { id: '710511363345354753', media_key: '3_710511363345354753', expires_after_secs: 86_400 } };

let x: FakeX;
let opened: TestAccount;

afterEach(async () => {
  await opened.accounts.close();
  await x.close();
});

/** Plays the list one by one, its last one for ever. */
async function open(plays: readonly Play[]): Promise<XAccount> {
  x = await startFakeX((_head, index) => plays[Math.min(index, plays.length - 1)] ?? {});
  opened = await openTestAccount(x.url, { driver: 'v2' }, { deadlines });
  return opened.account;
}

const photo = (): Promise<MediaSource> => fixture('photo-800x320.jpg', { kind: 'photo', mediaType: 'image/jpeg' });

describe('a read', () => {
  it.each<{ case: string; play: Play }>([
    { case: 'cuts the connection', play: 'cut' },
    { case: 'cuts it early', play: 'cut-early' },
    { case: 'never answers', play: 'stall' },
    { case: 'drips', play: 'drip' },
    { case: 'answers 503', play: { status: 503 } },
    { case: 'answers 502 in HTML', play: { status: 502, body: '<html>' } },
    { case: 'answers 408', play: { status: 408 } },
    { case: 'cuts its answer off', play: { body: user, truncated: true } },
    { case: 'answers HTML with 200', play: { body: '<html>' } },
    { case: 'answers something else', play: { body: { data: { id: 'none' } } } },
    { case: 'answers 429 for a second', play: { status: 429, headers: { 'retry-after': '1' } } },
  ])('is repeated when X $case', async ({ play }) => {
    const account = await open([play, { body: user }]);
    await expect(account.whoAmI()).resolves.toEqual({ userId: '7', screenName: 'a' });
    expect(x.requests).toHaveLength(2);
    expect(opened.pauses).toHaveLength(1);
  });

  it.each<{ case: string; play: Play; code: string }>([
    { case: 'refuses it', play: { status: 403, body: {} }, code: 'X_FORBIDDEN' },
    { case: 'wants credits', play: { status: 402, body: {} }, code: 'CREDITS' },
    { case: 'is away for a minute', play: { status: 503, headers: { 'retry-after': '60' } }, code: 'X_UNAVAILABLE' },
    { case: 'asks to wait long', play: { status: 429, headers: { 'retry-after': '60' } }, code: 'RATE_LIMITED' },
  ])('is not repeated when X $case', async ({ play, code }) => {
    const account = await open([play]);
    await expect(account.whoAmI()).rejects.toMatchObject({ code });
    expect(x.requests).toHaveLength(1);
  });

  it('is given up after four tries, with pauses that double', async () => {
    const account = await open([{ status: 503, body: { errors: [{ code: 130, message: 'Over capacity.' }] } }]);
    await expect(account.whoAmI()).rejects.toMatchObject({ code: 'X_UNAVAILABLE', retry: 'later', x: { code: 130 } });
    expect(x.requests).toHaveLength(4);
    expect(opened.pauses).toEqual([225, 450, 900]);
  });

  it('waits for a server that says when it is back', async () => {
    const account = await open([{ status: 503, headers: { 'retry-after': '3' } }, { body: user }]);
    await account.whoAmI();
    expect(opened.pauses).toEqual([3_000]);
  });

  it('signs every try anew', async () => {
    const account = await open(['cut', { body: user }]);
    await account.whoAmI();
    const nonces = x.requests.map(({ headers }) => /oauth_nonce="(\w+)"/.exec(headers.authorization ?? '')?.[1]);
    expect(new Set(nonces).size).toBe(2);
  });

  it('ends when its signal does', async () => {
    const stop = new AbortController();
    x = await startFakeX(() => () => {
      stop.abort();
      return 'stall';
    });
    opened = await openTestAccount(x.url, { driver: 'v2' });
    await expect(opened.account.whoAmI(stop.signal)).rejects.toMatchObject({ code: 'X_UNAVAILABLE' });
    expect(x.requests).toHaveLength(1);
  });
});

describe('an upload of a photo', () => {
  it('is read anew and repeated when the connection is cut', async () => {
    const account = await open(['cut', { body: uploaded }]);
    await expect(account.uploadMedia(await photo())).resolves.toMatchObject({ mediaId: '710511363345354753' });
    expect(x.requests).toHaveLength(2);
    expect(x.requests[1]?.body.length).toBe(x.requests[0]?.body.length);
  });

  it('is repeated when the store stumbles in the middle', async () => {
    const account = await open([{ body: uploaded }]);
    const whole = await photo();
    let reads = 0;
    const stumbling: MediaSource = {
      ...whole,
      async read(startByte, endByteExclusive) {
        reads += 1;
        return reads === 1 ? breakingOff() : whole.read(startByte, endByteExclusive);
      },
    };
    await expect(account.uploadMedia(stumbling)).resolves.toMatchObject({ mediaId: '710511363345354753' });
    expect(reads).toBe(2);
  });

  it('ends at once when X refuses it before it has read the bytes', async () => {
    const account = await open([{ status: 413, headers: { connection: 'close' }, early: true }]);
    const large = sourceOf(Buffer.alloc(5_000_000), { kind: 'photo', mediaType: 'image/png' });
    await expect(account.uploadMedia(large)).rejects.toMatchObject({ code: 'MEDIA_TOO_LARGE', retry: 'never' });
    expect(x.requests).toHaveLength(1);
  });

  it.each([
    { case: 'fewer', change: -1 },
    { case: 'more', change: 1 },
  ])('is refused when the store gives $case bytes than it said', async ({ change }) => {
    const account = await open([{ body: uploaded }]);
    const bytes = Buffer.alloc(1_000);
    const source = { ...sourceOf(bytes, { kind: 'photo', mediaType: 'image/jpeg' }), totalBytes: 1_000 - change };
    const lying = { ...source, read: () => sourceOf(bytes, source).read(0, 1_000) };
    await expect(account.uploadMedia(lying)).rejects.toMatchObject({ code: 'SOURCE_CHANGED', retry: 'never' });
  });

  it.each([
    { case: 'no picture', mediaType: 'application/pdf', bytes: 10, code: 'MEDIA_TYPE' },
    { case: 'empty', mediaType: 'image/jpeg', bytes: 0, code: 'MEDIA_EMPTY' },
    { case: 'over 5 MB', mediaType: 'image/jpeg', bytes: 5_242_881, code: 'MEDIA_TOO_LARGE' },
  ])('is refused before anything is sent when it is $case', async ({ mediaType, bytes, code }) => {
    const account = await open([{ body: uploaded }]);
    const source = sourceOf(Buffer.alloc(bytes), { kind: 'photo', mediaType });
    await expect(account.uploadMedia(source)).rejects.toMatchObject({ code, retry: 'never' });
    expect(x.requests).toEqual([]);
  });
});

describe('connections', () => {
  it('are one for a photo, its description and its post', async () => {
    const account = await open([{ body: uploaded }, {}, { status: 201, body: { data: { id: '99' } } }]);
    const { mediaId } = await account.uploadMedia(await photo());
    await account.describeMedia(mediaId, { altText: 'A drawing' });
    await account.createPost({ text: '', mediaIds: [mediaId] });
    expect(new Set(x.requests.map(({ connection }) => connection)).size).toBe(1);
  });

  it('F26: are new for a post after a quiet time, since the old one may be dead', async () => {
    let nowEpochMs = Date.now();
    x = await startFakeX(({ path }) => ({ body: path === '/2/tweets' ? { data: { id: '9' } } : user }));
    opened = await openTestAccount(x.url, { driver: 'v2' }, { clock: () => nowEpochMs });
    await opened.account.whoAmI();
    nowEpochMs += 60_000;
    await opened.account.whoAmI();
    nowEpochMs += 60_000;
    await opened.account.createPost({ text: 'Hi', mediaIds: [] });
    const [first, second, third] = x.requests.map(({ connection }) => connection);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });
});

describe('read-only mode', () => {
  it('refuses everything but GET', async () => {
    x = await startFakeX(() => ({ body: user }));
    opened = await openTestAccount(x.url, { driver: 'v2' }, { readOnly: true });
    const { account } = opened;
    await expect(account.createPost({ text: 'Hi', mediaIds: [] })).rejects.toMatchObject({ code: 'READ_ONLY' });
    await expect(account.uploadMedia(await photo())).rejects.toMatchObject({ code: 'READ_ONLY' });
    await expect(account.describeMedia('1', { altText: 'a' })).rejects.toMatchObject({ code: 'READ_ONLY' });
    expect(x.requests).toEqual([]);
    await expect(account.whoAmI()).resolves.toMatchObject({ userId: '7' });
  });
});

async function* breakingOff(): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield Buffer.alloc(100);
  throw new StoreUnavailableError('S3 went away');
}
