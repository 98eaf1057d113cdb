import { describe, expect, it } from 'vitest';

import {
  AccountHeldError,
  DuplicateRefusedError,
  RateLimitedError,
  XRefusedError,
} from '../../../functions/domain/errors.ts';
import { photo } from '../../conformance/calls.ts';
import { statusBench, type StatusBench } from '../../fakes/status-bench.ts';

/** The publisher gets nothing done while the call waits. */
const idle = async () => undefined;

async function settle({ world }: StatusBench, hours = 1): Promise<void> {
  for (let step = 0; step < hours * 12; step += 1) {
    world.advance(5 * 60_000);
    await world.publish();
  }
}

describe('a client of the bridge that hears nothing', () => {
  it.each([
    { case: 'the same bytes', signature: 'one' },
    { case: 'a new signature', signature: 'two' },
  ])('F12: X makes the post and does not answer: with $case it finds its post, made once', async ({ signature }) => {
    const bench = await statusBench();
    bench.world.x.next('create', 'lost');
    expect(await bench.post('hello', { signature: 'one' })).toMatchObject({ status: 503, code: 130 });
    bench.world.advance(30_000);
    expect(await bench.post('hello', { signature })).toMatchObject({ status: 200, text: 'hello' });
    await settle(bench);
    expect(bench.world.x.posts).toHaveLength(1);
  });

  it('F02: the hint gets lost: the call that comes again hints anew, and gets the Tweet', async () => {
    const bench = await statusBench();
    bench.meanwhile = idle;
    expect(await bench.post('hello')).toMatchObject({ status: 503, code: 130 });
    bench.meanwhile = () => bench.world.publish();
    expect(await bench.post('hello')).toMatchObject({ status: 200 });
    expect(bench.world.log.rows).toHaveLength(1);
  });

  it('F101: the log fails before the row is written: nothing is posted, and the next call is a new one', async () => {
    const bench = await statusBench();
    bench.world.log.failNext('transact');
    await expect(bench.post('hello')).rejects.toMatchObject({ code: 'LEDGER_UNAVAILABLE' });
    expect(await bench.post('hello')).toMatchObject({ status: 200 });
    expect(bench.world.x.posts).toHaveLength(1);
  });

  it('F104: the row is written and the answer of the log gets lost: the next call finds it', async () => {
    const bench = await statusBench();
    bench.world.log.failNext('transact', 'after');
    await expect(bench.post('hello')).rejects.toMatchObject({ code: 'LEDGER_UNAVAILABLE' });
    expect(await bench.post('hello')).toMatchObject({ status: 200 });
    expect([bench.world.log.rows.length, bench.world.x.posts.length]).toEqual([1, 1]);
  });

  it('F111: the same signed bytes get the same Tweet, a day later too', async () => {
    const bench = await statusBench();
    const first = await bench.post('hello', { signature: 'one' });
    bench.world.advance(24 * 3_600_000);
    expect(await bench.post('hello', { signature: 'one' })).toMatchObject({ status: 200, id: first.id });
    expect(bench.world.x.posts).toHaveLength(1);
  });

  it('F114: ten at once make one post, and each gets its Tweet', async () => {
    const bench = await statusBench();
    const all = await Promise.all(Array.from({ length: 10 }, () => bench.post('hello', { picture: photo })));
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect(all.every(({ status }) => status === 200)).toBe(true);
    expect(bench.world.x.posts).toHaveLength(1);
  });

  it('is told 403/187 once the post of its other signature stands, for a quarter of an hour', async () => {
    const bench = await statusBench();
    await bench.post('hello');
    expect(await bench.post('hello')).toMatchObject({ status: 403, code: 187 });
    expect(
      await bench.post('hello', { parameters: { in_reply_to_status_id: '5', auto_populate_reply_metadata: 't' } }),
    ).toMatchObject({
      status: 200,
    });
    bench.world.advance(15 * 60_000);
    expect(await bench.post('hello')).toMatchObject({ status: 200 });
  });

  it('finds its picture by the bytes, and stores nothing twice', async () => {
    const bench = await statusBench();
    bench.meanwhile = idle;
    await bench.post('hello', { picture: photo });
    bench.meanwhile = () => bench.world.publish();
    expect(await bench.post('hello', { picture: photo })).toMatchObject({ status: 200 });
    expect(bench.world.x.uploads).toHaveLength(1);
  });
});

describe('a refusal is final: nothing is posted behind the back of who heard it', () => {
  const later = 3_600_000;
  const limited = (code: 'RATE_LIMITED' | 'DAILY_LIMIT', words: string) => (now: number) =>
    new RateLimitedError(code, words, now + later);

  it.each([
    { case: 'F28: X answers 429', error: limited('RATE_LIMITED', '429'), status: 429, code: 88 },
    { case: 'F36: X is at its daily limit', error: limited('DAILY_LIMIT', '403, code 185'), status: 403, code: 185 },
    { case: 'X is at its limit of pictures', error: limited('DAILY_LIMIT', '403, code 191'), status: 403, code: 191 },
    { case: 'F31: X knows the text', error: () => new DuplicateRefusedError('403, code 187'), status: 403, code: 187 },
    { case: 'F35: X counts more', error: () => new XRefusedError('TEXT_TOO_LONG', ''), status: 403, code: 186 },
    {
      case: 'F37: the account is suspended',
      error: () => new AccountHeldError('locked', 'ACCOUNT_LOCKED', '403, code 64'),
      status: 403,
      code: 64,
    },
    {
      case: 'F38: the app may not write',
      error: () => new AccountHeldError('access', 'ACCESS_WRITE', '403, code 261'),
      status: 403,
      code: 261,
    },
    {
      case: 'F39: credits are used up',
      error: () => new AccountHeldError('credits', 'CREDITS', '402'),
      status: 403,
      code: 87,
    },
    {
      case: 'F40: the keys are revoked',
      error: () => new AccountHeldError('auth', 'AUTH', '401, code 89'),
      status: 403,
      code: 87,
    },
    {
      case: 'F52: the reply is restricted',
      error: () => new XRefusedError('REPLY_TARGET', 'code 433'),
      status: 403,
      code: 433,
    },
  ])('$case: $status/$code', async ({ error, status, code }) => {
    const bench = await statusBench();
    const { world } = bench;
    // A revoked key is looked up once more before it is believed.
    world.x.next('create', error(world.now())).next('create', error(world.now()));
    expect(await bench.post('hello')).toMatchObject({ status, code });
    expect(world.log.rows.every(({ dueAtEpochMs }) => dueAtEpochMs === null)).toBe(true);
    await settle(bench, 3);
    expect(world.x.posts).toHaveLength(0);
  });

  it.each([
    { case: 'posts of the day', account: { postsPerDay: 1 }, code: 185 },
    { case: 'pictures of the day', account: { mediaPerDay: 1 }, code: 191 },
    { case: 'spacing', account: { minimumSpacingSeconds: 600 }, code: 185 },
    { case: 'budget', account: { monthlyBudgetUsd: 0.02 }, code: 87 },
  ])('where the account allows itself no more: $case', async ({ account, code }) => {
    const bench = await statusBench({ altText: 'off', ...account });
    expect(await bench.post('one', { picture: photo })).toMatchObject({ status: 200 });
    expect(await bench.post('two', { picture: photo })).toMatchObject({ status: 403, code });
    expect(bench.world.log.rows).toHaveLength(1);
    await settle(bench, 25);
    expect(bench.world.x.posts).toHaveLength(1);
  });

  it('with X’s limit in the headers where its last answer told of it', async () => {
    const bench = await statusBench();
    const { world } = bench;
    const resetAtEpochMs = Math.ceil(world.now() / 1000) * 1000 + 600_000;
    world.x.windows = [{ name: 'x-rate-limit', limit: 100, remaining: 0, resetAtEpochMs }];
    await bench.post('one');
    expect(await bench.post('two')).toMatchObject({
      status: 429,
      code: 88,
      headers: {
        'x-rate-limit-limit': '100',
        'x-rate-limit-remaining': '0',
        'x-rate-limit-reset': String(resetAtEpochMs / 1000),
      },
    });
  });

  it('and the same text may come again once there is room', async () => {
    const bench = await statusBench();
    const { world } = bench;
    world.x.next('create', new RateLimitedError('RATE_LIMITED', '429', world.now() + 15 * 60_000));
    const refused = await bench.post('hello');
    expect(refused.headers).toMatchObject({
      'x-rate-limit-remaining': '0',
      'x-rate-limit-reset': expect.stringMatching(/^\d+$/),
    });
    expect(await bench.post('hello')).toMatchObject({ status: 429, code: 88 });
    bench.world.advance(2 * later);
    expect(await bench.post('hello')).toMatchObject({ status: 200 });
    expect(bench.world.x.posts).toHaveLength(1);
  });
});

describe('a reply', () => {
  const to = (id: string) => ({ parameters: { in_reply_to_status_id: id } });

  it('is one where the text mentions the author, who is asked for once', async () => {
    const bench = await statusBench();
    const { id = '' } = await bench.post('a question');
    await bench.post('@jack an answer', to(id));
    await bench.post('@jill no answer', to(id));
    expect(bench.world.x.posts.map(({ replyTo }) => replyTo)).toEqual([undefined, id, undefined]);
    expect(bench.reads.filter((read) => read === id)).toHaveLength(2);
  });

  it('is left to X where it does not show whom it answers', async () => {
    const bench = await statusBench();
    bench.shows = 'refused';
    await bench.post('@jack an answer', to('77'));
    expect(bench.world.x.posts).toMatchObject([{ replyTo: '77' }]);
  });
});

describe('the answer', () => {
  it('tells the pictures that are left today, on successes and errors alike', async () => {
    const bench = await statusBench({ mediaPerDay: 2 });
    const { headers } = await bench.post('one', { picture: photo });
    expect(headers).toMatchObject({ 'x-mediaratelimit-limit': '2', 'x-mediaratelimit-remaining': '1' });
    const refused = await bench.post('one', { picture: Buffer.from('no picture') });
    expect([refused.code, refused.headers['x-mediaratelimit-remaining']]).toEqual([195, '1']);
  });

  it('is a Tweet of what was sent where X does not show the post', async () => {
    const bench = await statusBench();
    bench.shows = false;
    const { status, body } = await bench.post('a < b & c');
    expect([status, body?.['text'], body?.['user']]).toEqual([200, 'a &lt; b &amp; c', expect.anything()]);
  });

  it('is such a Tweet too where the config spares the read', async () => {
    const bench = await statusBench({}, { readBack: false });
    expect(await bench.post('hello')).toMatchObject({ status: 200, text: 'hello', body: { user: { id_str: '0' } } });
  });

  it('echoes possibly_sensitive', async () => {
    const bench = await statusBench();
    bench.shows = false;
    const { body } = await bench.post('a', { picture: photo, parameters: { possibly_sensitive: 'true' } });
    expect(body?.['possibly_sensitive']).toBe(true);
  });

  it('asks for alt text where the account does', async () => {
    const bench = await statusBench({ altText: 'require' });
    expect(await bench.post('a', { picture: photo })).toMatchObject({ status: 403, code: 189 });
    expect(await bench.post('a')).toMatchObject({ status: 200 });
  });
});
