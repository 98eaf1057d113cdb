import { beforeEach, describe, expect, it } from 'vitest';

import * as errors from '../../../functions/domain/errors.ts';
import type { Post } from '../../../functions/domain/post.ts';
import { publishingWorld, type PublishingWorld } from '../../fakes/publishing-world.ts';

const HOUR_MS = 3_600_000;

let world: PublishingWorld;

beforeEach(async () => {
  world = await publishingWorld();
});

const withPhoto = (): Partial<Post> => ({ media: [{ from: 'stored', ref: world.photo }] });
const alarms = () => world.journal.linesOf('double-detected');

/** The row `a`, posted by its second call, the first one being believed absent. */
async function postTwice(lateMs: number, post: Partial<Post> = withPhoto()): Promise<void> {
  await world.accept('a', post);
  world.x.next('create', lateMs === Infinity ? new errors.OutcomeUnknownError('silence') : { lateMs });
  await world.publish();
  for (const seconds of [30, 90, 480]) {
    world.advance(seconds * 1000);
    await world.publish();
  }
  expect(await world.row('a')).toMatchObject({ state: 'POSTED', dueAtEpochMs: world.now() + 2 * HOUR_MS });
}

describe('a last look at X', () => {
  it.each([
    { case: 'a photo', post: withPhoto },
    { case: 'a text', post: () => ({ text: 'hello' }) },
  ])('raises the alarm for $case that X made an hour late and so twice, once, and notes it in the row', async (row) => {
    await postTwice(HOUR_MS, row.post());
    const result = (await world.row('a')).result?.postId;
    const [late] = world.x.posts;
    world.advance(2 * HOUR_MS);
    await world.publish();
    expect(alarms()).toMatchObject([{ level: 'error', fields: { id: 'a', postId: late?.postId, other: result } }]);
    expect(await world.row('a')).toMatchObject({
      state: 'POSTED',
      result: { postId: result },
      warnings: [expect.stringContaining(`https://x.com/i/status/${late?.postId}`)],
      dueAtEpochMs: null,
    });
    world.advance(24 * HOUR_MS);
    await world.publish();
    expect(alarms()).toHaveLength(1);
  });

  it('says nothing where no second post appeared, and is the last one', async () => {
    await postTwice(Infinity);
    world.advance(2 * HOUR_MS);
    await world.publish();
    expect(alarms()).toEqual([]);
    expect(await world.row('a')).toMatchObject({ state: 'POSTED', warnings: [], dueAtEpochMs: null });
  });

  it('is not needed where every call had a clear answer', async () => {
    await world.accept('a', withPhoto());
    world.x.next('create', new errors.XUnreachableError('refused'));
    await world.publish();
    world.advance(60_000);
    await world.publish();
    expect(await world.row('a')).toMatchObject({ state: 'POSTED', dueAtEpochMs: null });
  });

  it('knows a late post by the media it was sent with, though others were uploaded since', async () => {
    world.x.onCall = async (call) => {
      if (call === 'create') world.x.tokenFingerprint = 'rotated';
    };
    await postTwice(HOUR_MS);
    expect(world.x.uploads).toHaveLength(2);
    world.advance(2 * HOUR_MS);
    await world.publish();
    expect(alarms()).toMatchObject([{ fields: { postId: world.x.posts[0]?.postId } }]);
  });

  it('finds a post of a row that was shown as failed', async () => {
    await world.accept('a');
    world.x.next('create', { lateMs: HOUR_MS });
    await world.publish();
    world.x.next('create', new errors.XRefusedError('X_FORBIDDEN', 'no'));
    for (const seconds of [30, 90, 480, 1, 1, 1]) {
      world.advance(seconds * 1000);
      await world.publish();
    }
    expect(await world.row('a')).toMatchObject({ state: 'REJECTED' });
    world.advance(2 * HOUR_MS);
    await world.publish();
    expect(await world.row('a')).toMatchObject({ state: 'REJECTED', failure: { code: 'X_FORBIDDEN' } });
    expect(alarms()).toMatchObject([{ fields: { id: 'a', postId: world.x.posts[0]?.postId, other: null } }]);
  });

  it('reads rotated keys afresh', async () => {
    await postTwice(HOUR_MS);
    world.advance(2 * HOUR_MS);
    world.x.next('recent', new errors.AccountHeldError('auth', 'AUTH', 'revoked'));
    await world.publish();
    expect(world.x.freshOpens).toEqual(['main']);
    expect(alarms()).toHaveLength(1);
  });

  it.each([
    { case: 'X is down', fault: new errors.XUnavailableError('503') },
    { case: 'X refuses the keys', fault: new errors.AccountHeldError('auth', 'AUTH', 'revoked') },
    { case: 'X wants a pause', fault: new errors.RateLimitedError('RATE_LIMITED', 'slow down', 0) },
  ])('is put off while $case, the account unharmed, and given up after a day', async ({ fault }) => {
    await postTwice(HOUR_MS);
    world.advance(2 * HOUR_MS);
    for (let hours = 0; hours < 30; hours += 1) {
      world.x.next('recent', fault).next('recent', fault);
      await world.publish();
      world.advance(HOUR_MS);
    }
    expect(await world.row('a')).toMatchObject({ state: 'POSTED', failure: null, dueAtEpochMs: null });
    expect(await world.log.gate('main')).toMatchObject({ held: null, closedUntilEpochMs: null });
  });

  it('may be had while the account is paused by hand', async () => {
    await postTwice(HOUR_MS);
    const gate = await world.log.gate('main');
    const held = { reason: 'operator', message: 'paused', sinceEpochMs: world.now() } as const;
    await world.log.transact([{ ...gate, version: gate.version + 1, held }]);
    world.advance(2 * HOUR_MS);
    await world.publish();
    expect(alarms()).toHaveLength(1);
  });
});
