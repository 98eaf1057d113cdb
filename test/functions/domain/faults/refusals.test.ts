import { beforeEach, describe, expect, it } from 'vitest';

import * as errors from '../../../../functions/domain/errors.ts';
import type { Post } from '../../../../functions/domain/post.ts';
import { resumeAccount } from '../../../../functions/domain/resume-account.ts';
import { publishingWorld, type PublishingWorld } from '../../../fakes/publishing-world.ts';

const HOUR_MS = 3_600_000;

let world: PublishingWorld;

beforeEach(async () => {
  world = await publishingWorld();
});

const withPhotos = (count: number): Partial<Post> => ({
  media: Array.from({ length: count }, () => ({ from: 'stored', ref: world.photo, altText: 'A lake' }) as const),
});
const creates = () => world.x.calls.filter((call) => call === 'create').length;
const texts = () => world.x.posts.map(({ text }) => text);
const gate = async () => world.log.gate('main');
const silence = () => new errors.OutcomeUnknownError('silence');

async function run(minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    await world.publish(`run ${minute}`);
    world.advance(60_000);
  }
}

describe('a limit of X', () => {
  it('F28: closes the account for all its rows until the reset, then they go out in order', async () => {
    await world.accept('a');
    await world.accept('b');
    world.x.next('create', new errors.RateLimitedError('RATE_LIMITED', '429', world.now() + 700_000));
    await run(11);
    expect(world.x.posts).toEqual([]);
    expect(creates()).toBe(1);
    await run(3);
    expect(texts()).toEqual(['text a', 'text b']);
  });

  it('F29: that names a moment which has passed is not asked about without a pause', async () => {
    await world.accept('a');
    for (let i = 0; i < 50; i += 1) world.x.next('create', new errors.RateLimitedError('RATE_LIMITED', '429', -5_000));
    await world.publish();
    expect(creates()).toBe(1);
    expect((await world.row('a')).dueAtEpochMs).toBeGreaterThan(world.now());
  });

  it('F29: that ends in the year 9999 closes the account for a day at most', async () => {
    world.x.windows = [{ name: 'x-rate-limit', remaining: 0, resetAtEpochMs: Date.UTC(9999, 0) }];
    await world.accept('a');
    await world.accept('b');
    await world.publish();
    world.x.windows = undefined;
    expect((await gate()).closedUntilEpochMs).toBeLessThanOrEqual(world.now() + 24 * HOUR_MS);
  });

  it('F30: of the day counts beside the one of 15 minutes, whichever ends later', async () => {
    world.x.windows = [
      { name: 'x-rate-limit', remaining: 0, resetAtEpochMs: world.now() + 900_000 },
      { name: 'x-user-limit-24hour', remaining: 0, resetAtEpochMs: world.now() + 5 * HOUR_MS },
    ];
    await world.accept('a');
    await world.accept('b');
    await world.publish();
    expect((await gate()).closedUntilEpochMs).toBe(world.now() + 5 * HOUR_MS);
  });

  it('F36: of posts a day keeps the account closed for as long as it is told, again and again', async () => {
    await world.accept('a');
    for (let i = 0; i < 3; i += 1) {
      world.x.next('create', new errors.RateLimitedError('DAILY_LIMIT', 'code 185', world.now() + (i + 1) * HOUR_MS));
    }
    await run(200);
    expect(creates()).toBe(4);
    expect(texts()).toEqual(['text a']);
  });
});

describe('a duplicate', () => {
  it.each(['F31: code 187', 'F32: detail "duplicate content"'])('%s of a first attempt fails the row', async () => {
    await world.accept('a');
    world.x.next('create', new errors.DuplicateRefusedError('twice'));
    await run(30);
    expect(await world.row('a')).toMatchObject({ state: 'REJECTED_DUPLICATE', failure: { code: 'DUPLICATE' } });
    expect(creates()).toBe(1);
  });

  it('F33: after an attempt without answer is looked for, and what is found settles the row', async () => {
    await world.accept('a');
    world.rules = { ...world.rules, reconcileAfterSeconds: [30] };
    world.x.timelineLagMs = 60_000;
    world.x.next('create', 'lost').next('create', new errors.DuplicateRefusedError('twice'));
    await run(5);
    expect(await world.row('a')).toMatchObject({ state: 'POSTED', result: { postId: world.x.posts[0]?.postId } });
    expect(world.x.posts).toHaveLength(1);
  });

  it('F33: after an attempt without answer, with nothing to be found, goes to a person', async () => {
    await world.accept('a');
    world.x.next('create', silence()).next('create', new errors.DuplicateRefusedError('twice'));
    await run(40);
    expect(await world.row('a')).toMatchObject({ state: 'NEEDS_HUMAN' });
  });

  it("F34: of another row's caption never reports a picture as posted that is not", async () => {
    await world.accept('a', { ...withPhotos(1), text: 'same' });
    await world.publish();
    await world.accept('b', { ...withPhotos(1), text: 'same' });
    world.x.next('create', new errors.DuplicateRefusedError('twice'));
    await run(30);
    expect(await world.row('b')).toMatchObject({ state: 'REJECTED_DUPLICATE', result: null });
  });
});

describe('a refusal that is about the account', () => {
  it.each([
    { row: 'F37: locked (326)', reason: 'locked', code: 'ACCOUNT_LOCKED' },
    { row: 'F37: suspended (64)', reason: 'locked', code: 'ACCOUNT_LOCKED' },
    { row: 'F38: may not write (261)', reason: 'access', code: 'ACCESS_WRITE' },
    { row: 'F38: looks automated (226)', reason: 'access', code: 'LOOKS_AUTOMATED' },
    { row: 'F38: wrong tier (453)', reason: 'access', code: 'ACCESS_TIER' },
    { row: 'F39: credits used up (402)', reason: 'credits', code: 'CREDITS' },
    { row: 'F41: clock or keys (32, 135)', reason: 'clock-or-keys', code: 'CLOCK_OR_KEYS' },
    { row: 'F59: the secret may not be read', reason: 'secret', code: 'SECRET_UNREADABLE' },
  ] as const)('$row: is told once, keeps the queue, leaves other accounts alone', async ({ reason, code }) => {
    for (const id of ['a', 'b']) await world.accept(id);
    const refusal = new errors.AccountHeldError(reason, code, 'no', { advice: 'do something' });
    world.x.next('create', refusal);
    // An unreadable secret is read once more.
    if (reason === 'secret') world.x.next('create', refusal);
    await run(30);
    expect(world.x.posts).toEqual([]);
    expect((await gate()).held).toMatchObject({ reason, advice: 'do something' });
    expect(world.journal.linesOf('account-held')).toMatchObject([{ level: 'error', fields: { reason, code } }]);
    const { publishAccount } = await import('../../../../functions/domain/publish-account.ts');
    await world.accept('c', { account: 'other' });
    await publishAccount('other', world.ports, { owner: 'me', deadlineEpochMs: Infinity });
    expect(texts()).toEqual(['text c']);
    await resumeAccount('main', world.ports);
    await run(1);
    expect(texts()).toEqual(['text c', 'text a', 'text b']);
  });

  it('F40: a revoked token is read again once, and then holds the account until it is replaced', async () => {
    await world.accept('a');
    const revoked = new errors.AccountHeldError('auth', 'AUTH', 'revoked');
    world.x.next('create', revoked).next('create', revoked);
    await run(10);
    expect(creates()).toBe(2);
    expect(world.x.freshOpens).toEqual(['main']);
    expect((await gate()).held).toMatchObject({ reason: 'auth' });
    await resumeAccount('main', world.ports);
    await run(1);
    expect(texts()).toEqual(['text a']);
  });

  it('F42: a refused key says nothing about an attempt before it: that one is still looked for', async () => {
    await world.accept('a');
    const revoked = new errors.AccountHeldError('auth', 'AUTH', 'revoked');
    world.x.next('create', 'lost').next('recent', revoked).next('recent', revoked);
    await run(2);
    expect((await gate()).held).toMatchObject({ reason: 'auth' });
    await resumeAccount('main', world.ports);
    await run(2);
    expect(await world.row('a')).toMatchObject({ state: 'POSTED' });
    expect(creates()).toBe(1);
  });

  it('F55: a secret that was rotated under way is read afresh, and the post goes out', async () => {
    await world.accept('a', withPhotos(1));
    world.x.next('upload', new errors.AccountHeldError('auth', 'AUTH', 'rotated'));
    await world.publish();
    expect(world.x.freshOpens).toEqual(['main']);
    expect(texts()).toEqual(['text a']);
    expect((await gate()).held).toBeNull();
  });

  it.each(['F57: malformed', 'F60: not there yet'])('%s: a secret holds its account, and tells', async () => {
    await world.accept('a');
    const unusable = new errors.AccountHeldError('secret', 'SECRET_MALFORMED', 'consumerKey is missing');
    world.x.next('open', unusable).next('open', unusable);
    await run(5);
    expect(world.x.calls).toEqual(['open', 'open']);
    expect((await gate()).held).toMatchObject({ reason: 'secret', message: 'consumerKey is missing' });
  });
});

describe('a refusal that is about the post', () => {
  it.each([
    { row: 'F35: too long, by our count', post: { text: 'x'.repeat(281) }, code: 'TEXT_TOO_LONG', calls: ['open'] },
    { row: 'F46: five pictures', post: () => withPhotos(5), code: 'MEDIA_MIX', calls: ['open'] },
  ])('$row: fails before X hears of it', async ({ post, code, calls }) => {
    await world.accept('a', typeof post === 'function' ? post() : post);
    await world.publish();
    expect(await world.row('a')).toMatchObject({ state: 'REJECTED', failure: { code } });
    expect(world.x.calls).toEqual(calls);
  });

  it.each([
    { row: 'F35: too long, by X (186)', call: 'create' as const, code: 'TEXT_TOO_LONG' },
    { row: 'F43: 403 without a known reason', call: 'create' as const, code: 'X_FORBIDDEN' },
    { row: 'F47: 413 on the upload', call: 'upload' as const, code: 'MEDIA_TOO_LARGE' },
    { row: 'F51: alt text that X refuses', call: 'describe' as const, code: 'X_REFUSED' },
    { row: 'F52: a reply to what is gone (385)', call: 'create' as const, code: 'REPLY_TARGET' },
  ])('$row: ends the row with code $code, and lets the next one pass', async ({ call, code }) => {
    await world.accept('a', withPhotos(1));
    await world.accept('b');
    world.x.next(call, new errors.XRefusedError(code, 'no', { advice: 'do something' }));
    await run(5);
    expect(await world.row('a')).toMatchObject({ state: 'REJECTED', failure: { code, advice: 'do something' } });
    expect(texts()).toEqual(['text b']);
  });

  it('F44: a media id that X does not know is uploaded once more, and no oftener', async () => {
    await world.accept('a', withPhotos(1));
    const unknown = new errors.MediaIdRefusedError('Your media IDs are invalid.');
    world.x.next('create', unknown);
    await run(2);
    expect(await world.row('a')).toMatchObject({ state: 'POSTED' });
    expect(world.x.uploads).toHaveLength(2);
    await world.accept('b', withPhotos(1));
    world.x.next('create', unknown).next('create', unknown);
    await run(5);
    expect(await world.row('b')).toMatchObject({ state: 'REJECTED', failure: { code: 'X_MEDIA_INVALID' } });
    expect(world.x.uploads).toHaveLength(4);
  });

  it('F45: a media id that ran out while the row waited is uploaded again from our copy', async () => {
    await world.accept('a', withPhotos(1));
    world.x.next('create', new errors.RateLimitedError('RATE_LIMITED', '429', world.now() + 25 * HOUR_MS));
    await world.publish();
    world.advance(25 * HOUR_MS + 5_000);
    await world.publish();
    expect(world.x.uploads).toHaveLength(2);
    expect(texts()).toEqual(['text a']);
  });

  it('F48: a video that X gives up on fails with the reason X gave', async () => {
    await world.accept('a', withPhotos(1));
    world.x.next('upload', 'processing');
    world.x.next('status', new errors.MediaRejectedError('MEDIA_PROCESSING_FAILED', 'InvalidMedia: unsupported codec'));
    await run(3);
    expect(await world.row('a')).toMatchObject({
      state: 'REJECTED',
      failure: { code: 'MEDIA_PROCESSING_FAILED', message: 'InvalidMedia: unsupported codec' },
    });
  });

  it('F49: a video that X never finishes fails after an hour, and keeps nobody waiting', async () => {
    await world.accept('a', withPhotos(1));
    await world.accept('b');
    world.x.next('upload', 'processing');
    for (let i = 0; i < 200; i += 1) world.x.next('status', 'processing');
    await run(3);
    expect(texts()).toEqual(['text b']);
    await run(70);
    expect(await world.row('a')).toMatchObject({ state: 'REJECTED', failure: { code: 'MEDIA_PROCESSING_STUCK' } });
  });

  it('F51: alt text that X cannot take just now is tried again before the post', async () => {
    await world.accept('a', withPhotos(1));
    world.x.next('describe', new errors.XUnavailableError('503'));
    await run(3);
    expect(texts()).toEqual(['text a']);
    expect(world.x.uploads).toHaveLength(1);
    expect([...world.x.descriptions.values()]).toEqual(['A lake']);
  });

  it('F56: a media id of the token before is not used with the new one', async () => {
    await world.accept('a', withPhotos(1));
    world.x.next('create', new errors.XUnreachableError('refused'));
    await world.publish();
    world.x.tokenFingerprint = 'def456';
    await run(2);
    expect(world.x.uploads).toHaveLength(2);
    expect(texts()).toEqual(['text a']);
  });
});
