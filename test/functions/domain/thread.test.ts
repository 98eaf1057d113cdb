import { beforeEach, describe, expect, it } from 'vitest';

import { acceptThread } from '../../../functions/domain/accept-thread.ts';
import { cancel } from '../../../functions/domain/cancel.ts';
import * as errors from '../../../functions/domain/errors.ts';
import type { Post } from '../../../functions/domain/post.ts';
import { redrive } from '../../../functions/domain/redrive.ts';
import { settleByHand } from '../../../functions/domain/settle-by-hand.ts';
import { threadRowId } from '../../../functions/domain/thread-row-id.ts';
import { publishingWorld, type PublishingWorld } from '../../fakes/publishing-world.ts';

let world: PublishingWorld;

beforeEach(async () => {
  world = await publishingWorld();
});

const accept = async (posts: readonly Partial<Post>[], id = 't') =>
  acceptThread(
    {
      id,
      source: 'webhook',
      label: id,
      fingerprint: JSON.stringify(posts),
      posts: posts.map((post, index) => ({ account: 'main', text: `part ${index + 1}`, media: [], ...post })),
    },
    world.ports,
  );
const part = async (index: number) => world.row(threadRowId('t', index));
const states = async (total: number) =>
  Promise.all(Array.from({ length: total }, async (_, index) => (await part(index)).state));
const texts = () => world.x.posts.map(({ text }) => text);
const forbidden = () => new errors.XRefusedError('X_FORBIDDEN', 'no');

describe('acceptThread', () => {
  it('writes all rows in one transaction, the first under the id of the trigger', async () => {
    const { publication, isNew } = await accept([{}, {}, {}]);
    expect(isNew).toBe(true);
    expect(publication).toMatchObject({ id: 't', thread: { id: 't', index: 0, total: 3, previousId: null } });
    expect(world.log.transactions).toHaveLength(1);
    expect(world.log.transactions[0]).toHaveLength(3);
    expect(await part(2)).toMatchObject({ thread: { index: 2, previousId: threadRowId('t', 1) } });
    const accepted = world.log.rows.map(({ acceptedAtEpochMs }) => acceptedAtEpochMs);
    expect(new Set(accepted).size).toBe(3);
    expect(accepted).toEqual(accepted.toSorted((a, b) => a - b));
  });

  it('takes a repeat for what it is, and another content under the same key for a misuse', async () => {
    await accept([{}, {}]);
    expect(await accept([{}, {}])).toMatchObject({ isNew: false, publication: { id: 't' } });
    await expect(accept([{}, { text: 'changed' }])).rejects.toThrow(errors.RejectedTriggerError);
    expect(world.log.rows).toHaveLength(2);
  });

  it('writes none of the rows when the log does not answer', async () => {
    world.log.failNext('transact');
    await expect(accept([{}, {}])).rejects.toThrow(errors.StoreUnavailableError);
    expect(world.log.rows).toEqual([]);
  });

  it.each([
    { case: 'of one post', posts: [{}] },
    { case: 'of 26 posts', posts: Array.from({ length: 26 }, () => ({})) },
    { case: 'of two accounts', posts: [{}, { account: 'other' }] },
  ])('refuses a thread $case', async ({ posts }) => {
    await expect(accept(posts)).rejects.toMatchObject({ code: 'THREAD' });
    expect(world.log.rows).toEqual([]);
  });
});

describe('a thread', () => {
  it('is posted in order, each part a reply to the one before, in one run', async () => {
    await accept(Array.from({ length: 25 }, () => ({})));
    await world.publish();
    expect(texts()).toEqual(Array.from({ length: 25 }, (_, index) => `part ${index + 1}`));
    const [first, ...others] = world.x.posts;
    expect(first?.replyTo).toBeUndefined();
    expect(others.map(({ replyTo }) => replyTo)).toEqual(world.x.posts.slice(0, -1).map(({ postId }) => postId));
  });

  it('begins with a reply where its first part is one', async () => {
    await accept([{ replyTo: '77' }, { replyTo: '88' }]);
    await world.publish();
    expect(world.x.posts.map(({ replyTo }) => replyTo)).toEqual(['77', world.x.posts[0]?.postId]);
  });

  it('waits as a whole for the schedule of its first part', async () => {
    await accept([{ scheduleAtEpochMs: world.now() + 60_000 }, {}]);
    await world.publish();
    expect(world.x.calls).toEqual([]);
    world.advance(60_000);
    await world.publish();
    expect(texts()).toEqual(['part 1', 'part 2']);
  });

  it('waits for a part whose outcome is unknown, and goes on when it is found', async () => {
    await accept([{}, {}, {}]);
    world.x.next('create', 'lost');
    await world.publish();
    expect(await states(3)).toEqual(['AMBIGUOUS', 'DEFERRED', 'DEFERRED']);
    expect(await part(1)).toMatchObject({ failure: { code: 'THREAD_WAITS' }, dueAtEpochMs: world.now() + 30_000 });
    world.advance(30_000);
    await world.publish();
    expect(await states(3)).toEqual(['POSTED', 'POSTED', 'POSTED']);
    expect(world.x.posts).toHaveLength(3);
  });

  it('lets other posts of the account pass while it waits', async () => {
    await accept([{}, {}]);
    await world.accept('other');
    world.x.next('create', 'lost');
    await world.publish();
    expect(texts()).toEqual(['part 1', 'text other']);
  });

  it('finds the reply of an unknown part by the post it answers', async () => {
    await accept([{}, { text: 'same' }]);
    await world.publish();
    const [first, second] = world.x.posts;
    expect(await part(1)).toMatchObject({ post: { replyTo: first?.postId }, result: { postId: second?.postId } });
  });

  it('ends with the part that X refuses: the rest is cancelled, with the reason', async () => {
    await accept([{}, {}, {}, {}]);
    world.x.next('create', forbidden());
    world.x.next('create', forbidden());
    await world.publish();
    expect(await states(4)).toEqual(['REJECTED', 'CANCELLED', 'CANCELLED', 'CANCELLED']);
    expect(await part(1)).toMatchObject({
      dueAtEpochMs: null,
      failure: { code: 'THREAD_STOPPED', message: 'part 1 of 4 of the thread was not posted' },
    });
    expect(world.x.calls.filter((call) => call === 'create')).toHaveLength(1);
    expect(world.announced).toHaveLength(4);
  });

  it('tries a reply again that X refuses because it does not see the part before it yet', async () => {
    world.rules = { ...world.rules, minimumSpacingSeconds: 1 };
    await accept([{}, {}]);
    await world.publish();
    const gone = new errors.XRefusedError('REPLY_TARGET', 'the post is gone');
    for (let i = 0; i < 2; i += 1) world.x.next('create', gone);
    for (let i = 0; i < 20; i += 1) {
      world.advance(60_000);
      await world.publish();
    }
    expect(await states(2)).toEqual(['POSTED', 'POSTED']);
    expect(await part(1)).toMatchObject({ attempts: [{ outcome: 'refused' }, { outcome: 'refused' }, {}] });
  });

  it('gives up a reply that X keeps refusing', async () => {
    world.rules = { ...world.rules, minimumSpacingSeconds: 1 };
    await accept([{}, {}, {}]);
    await world.publish();
    for (let i = 0; i < 30; i += 1) world.x.next('create', new errors.XRefusedError('REPLY_TARGET', 'gone'));
    for (let i = 0; i < 20; i += 1) {
      world.advance(60_000);
      await world.publish();
    }
    expect(await states(3)).toEqual(['POSTED', 'REJECTED', 'CANCELLED']);
    expect(world.x.calls.filter((call) => call === 'create')).toHaveLength(1 + 7);
  });

  it('goes on after a person settled a part as posted, and stops after one settled as not posted', async () => {
    for (const outcome of ['posted', 'not-posted'] as const) {
      world = await publishingWorld();
      world.rules = { ...world.rules, whenUnknown: 'ask' };
      await accept([{}, {}]);
      world.x.next('create', 'lost').next('recent', forbidden());
      await world.publish();
      world.advance(30_000);
      await world.publish();
      expect(await part(0)).toMatchObject({ state: 'NEEDS_HUMAN' });
      const postId = world.x.posts[0]?.postId ?? '';
      world.advance(90_000);
      await settleByHand('t', outcome === 'posted' ? { outcome, postId } : { outcome, sendAgain: false }, world.ports);
      world.advance(600_000);
      await world.publish();
      expect(await states(2)).toEqual(outcome === 'posted' ? ['POSTED', 'POSTED'] : ['REJECTED', 'CANCELLED']);
    }
  });
});

describe('cancel and redrive of a thread', () => {
  it('cancels a part and all behind it, whatever was posted before', async () => {
    world.rules = { ...world.rules, minimumSpacingSeconds: 60 };
    await accept([{}, {}, {}]);
    await world.publish();
    await cancel(threadRowId('t', 1), world.ports);
    expect(await states(3)).toEqual(['POSTED', 'CANCELLED', 'CANCELLED']);
    expect(await part(1)).toMatchObject({ failure: { code: 'CANCELLED' } });
    expect(await part(2)).toMatchObject({ failure: { code: 'THREAD_STOPPED' } });
    world.advance(3_600_000);
    await world.publish();
    expect(texts()).toEqual(['part 1']);
  });

  it('sends the failed part again with all that was stopped behind it', async () => {
    await accept([{}, {}, {}]);
    world.x.next('create', forbidden());
    await world.publish();
    await redrive('t', world.ports);
    expect(await states(3)).toEqual(['RECEIVED', 'RECEIVED', 'RECEIVED']);
    await world.publish();
    expect(texts()).toEqual(['part 1', 'part 2', 'part 3']);
    expect(await part(0)).toMatchObject({ generation: 2, attempts: [{ outcome: 'refused' }, { outcome: 'posted' }] });
  });
});
