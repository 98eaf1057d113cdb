import { beforeEach, describe, expect, it } from 'vitest';

import * as errors from '../../../functions/domain/errors.ts';
import type { Post } from '../../../functions/domain/post.ts';
import type { AccountRules } from '../../../functions/domain/publish-ports.ts';
import { publishingWorld, type PublishingWorld } from '../../fakes/publishing-world.ts';

let world: PublishingWorld;

beforeEach(async () => {
  world = await publishingWorld();
});

const withPhoto = (): Partial<Post> => ({ text: 'same', media: [{ from: 'stored', ref: world.photo }] });
const silence = () => new errors.OutcomeUnknownError('no answer within 30 s');
const creates = () => world.x.calls.filter((call) => call === 'create').length;

/** Publishes at each of the moments at which the rules look for a post. */
async function lookThrice(): Promise<void> {
  for (const seconds of [30, 90, 480]) {
    world.advance(seconds * 1000);
    await world.publish();
  }
}

/** A post of the account by somebody else's hand. */
function byHand(postId: string, text: string, mediaKeys: readonly string[] = [], createdAtEpochMs = world.now()): void {
  world.x.posts.push({ account: 'main', postId, createdAtEpochMs, text, mediaKeys });
}

describe('reconcile', () => {
  it('does not look before the first of the times', async () => {
    await world.accept('a');
    world.x.next('create', silence());
    await world.publish();
    world.advance(29_999);
    await world.publish();
    expect(world.x.calls).not.toContain('recent');
  });

  it.each([
    { case: 'a text', post: () => ({ text: 'hello 🕊️' }) },
    { case: 'a photo without words', post: () => ({ ...withPhoto(), text: '' }) },
    { case: 'a reply', post: () => ({ text: 'hello', replyTo: '123' }) },
  ])('settles $case that is there after all, and sends nothing', async ({ post }) => {
    await world.accept('a', post());
    world.x.next('create', 'lost');
    await world.publish();
    expect(await world.row('a')).toMatchObject({ state: 'AMBIGUOUS', failure: { code: 'OUTCOME_UNKNOWN' } });
    world.advance(30_000);
    await world.publish();
    const [made] = world.x.posts;
    expect(await world.row('a')).toMatchObject({
      state: 'POSTED',
      result: { postId: made?.postId, url: `https://x.com/i/status/${made?.postId}` },
      attempts: [{ number: 1, outcome: 'posted' }],
      failure: null,
      reconcile: null,
      dueAtEpochMs: null,
    });
    expect(await world.log.claimOf(made!.postId)).toBe('a');
    expect(world.announced).toEqual(['a POSTED']);
    expect(creates()).toBe(1);
  });

  it('tells when the post was made, not when it was found', async () => {
    await world.accept('a');
    world.x.next('create', 'lost');
    const madeAtEpochMs = world.now();
    await world.publish();
    world.advance(30_000);
    await world.publish();
    expect((await world.row('a')).result?.postedAtEpochMs).toBe(madeAtEpochMs);
  });

  it('finds a post that shows up late, at the last look', async () => {
    await world.accept('a');
    world.x.next('create', silence());
    await world.publish();
    const calledAtEpochMs = world.now();
    for (const seconds of [30, 90]) {
      world.advance(seconds * 1000);
      await world.publish();
      expect(await world.row('a')).toMatchObject({ state: 'RECONCILING' });
    }
    byHand('5000', 'text a', [], calledAtEpochMs + 100_000);
    world.advance(480_000);
    await world.publish();
    expect(await world.row('a')).toMatchObject({ state: 'POSTED', result: { postId: '5000' } });
    expect(creates()).toBe(1);
  });

  it('allows one more attempt, with the same media ids, when three looks found nothing', async () => {
    await world.accept('a', withPhoto());
    world.x.next('create', silence());
    await world.publish();
    await lookThrice();
    expect(await world.row('a')).toMatchObject({
      state: 'POSTED',
      attempts: [
        { number: 1, outcome: 'absent' },
        { number: 2, outcome: 'posted' },
      ],
      media: [{ mediaId: world.x.uploads[0] }],
    });
    expect(world.x.uploads).toHaveLength(1);
    expect(world.x.posts).toHaveLength(1);
  });

  it('asks a person after the third attempt without an answer', async () => {
    await world.accept('a');
    world.x.next('create', silence()).next('create', silence()).next('create', silence());
    await world.publish();
    for (let attempt = 1; attempt <= 3; attempt += 1) await lookThrice();
    expect(await world.row('a')).toMatchObject({ state: 'NEEDS_HUMAN', dueAtEpochMs: null });
    expect(creates()).toBe(3);
    expect(world.journal.linesOf('needs-human')).toHaveLength(1);
  });

  it('counts only attempts that may have reached X', async () => {
    await world.accept('a');
    world.x.next('create', new errors.XUnreachableError('refused'));
    world.x.next('create', new errors.RateLimitedError('RATE_LIMITED', 'slow', world.now() + 1_000));
    world.x.next('create', silence());
    await world.publish();
    for (let i = 0; i < 2; i += 1) {
      world.advance(60_000);
      await world.publish();
    }
    expect(await world.row('a')).toMatchObject({ state: 'AMBIGUOUS', attempts: [{}, {}, { outcome: 'unknown' }] });
    await lookThrice();
    expect(await world.row('a')).toMatchObject({ state: 'POSTED' });
    expect(world.x.posts).toHaveLength(1);
  });
});

describe('reconcile after a refusal of the second attempt', () => {
  /** One attempt without answer, three looks in vain, and this refusal of the next attempt. */
  async function refuseSecond(refusal: Error): Promise<void> {
    await world.accept('a', { text: 'same' });
    world.x.next('create', silence()).next('create', refusal);
    await world.publish();
    await lookThrice();
  }

  it('looks once more before it believes a refusal, and finds the first one', async () => {
    const calledAtEpochMs = world.now();
    await refuseSecond(new errors.DuplicateRefusedError('twice'));
    expect(creates()).toBe(2);
    expect(await world.row('a')).toMatchObject({ state: 'RECONCILING' });
    byHand('7000', 'same', [], calledAtEpochMs);
    world.advance(1_000);
    await world.publish();
    expect(await world.row('a')).toMatchObject({ state: 'POSTED', result: { postId: '7000' } });
  });

  it.each([
    { case: 'a duplicate', refusal: new errors.DuplicateRefusedError('twice'), state: 'NEEDS_HUMAN' },
    { case: 'forbidden', refusal: new errors.XRefusedError('X_FORBIDDEN', 'no'), state: 'REJECTED' },
  ])('ends as $state when X calls it $case and shows no such post', async ({ refusal, state }) => {
    await refuseSecond(refusal);
    for (let look = 0; look < 3; look += 1) {
      world.advance(60_000);
      await world.publish();
    }
    expect(await world.row('a')).toMatchObject({ state });
    expect(creates()).toBe(2);
    expect(world.x.posts).toEqual([]);
  });
});

describe('reconcile with posts that look alike', () => {
  it('leaves a post that settles another row alone', async () => {
    await world.accept('a', { text: 'same' });
    await world.publish();
    await world.accept('b', { text: 'same' });
    world.x.next('create', silence());
    await world.publish();
    await lookThrice();
    const [first, second] = world.x.posts;
    expect(await world.row('a')).toMatchObject({ result: { postId: first?.postId } });
    expect(await world.row('b')).toMatchObject({ state: 'POSTED', result: { postId: second?.postId } });
    expect(world.x.posts).toHaveLength(2);
  });

  it('gives one post to one of two rows with the same text, and sends the other', async () => {
    await world.accept('a', { text: 'same' });
    await world.accept('b', { text: 'same' });
    world.x.next('create', 'lost').next('create', silence());
    await world.publish();
    await lookThrice();
    const ids = new Set([(await world.row('a')).result?.postId, (await world.row('b')).result?.postId]);
    expect(ids).toEqual(new Set(world.x.posts.map(({ postId }) => postId)));
    expect(world.x.posts).toHaveLength(2);
  });

  it('does not take a text for a photo with the same words', async () => {
    await world.accept('a', withPhoto());
    world.x.next('create', silence());
    await world.publish();
    byHand('5000', 'same');
    await lookThrice();
    expect((await world.row('a')).result?.postId).not.toBe('5000');
    expect(world.x.posts).toHaveLength(2);
  });

  it('does not take a photo for a text with the same words', async () => {
    await world.accept('a', { text: 'same' });
    world.x.next('create', silence());
    await world.publish();
    byHand('5000', 'same', ['3_1']);
    await lookThrice();
    expect((await world.row('a')).result?.postId).not.toBe('5000');
    expect(world.x.posts).toHaveLength(2);
  });

  it('takes the oldest of several posts with our media, and tells of the double', async () => {
    await world.accept('a', withPhoto());
    world.x.next('create', 'lost');
    await world.publish();
    const [made] = world.x.posts;
    world.advance(30_000);
    byHand('9000', 'same', made?.mediaKeys ?? []);
    await world.publish();
    expect(await world.row('a')).toMatchObject({ state: 'POSTED', result: { postId: made?.postId } });
    expect(world.journal.linesOf('double-detected')).toHaveLength(1);
  });

  it('asks a person which of several texts is ours', async () => {
    await world.accept('a', { text: 'same' });
    world.x.next('create', 'lost');
    await world.publish();
    byHand('9000', 'same');
    world.advance(30_000);
    await world.publish();
    expect(await world.row('a')).toMatchObject({ state: 'NEEDS_HUMAN', failure: { code: 'OUTCOME_UNKNOWN' } });
    expect(creates()).toBe(1);
  });

  it('leaves a post to the row that claimed it while this one was looking', async () => {
    await world.accept('a', { text: 'same' });
    world.x.next('create', 'lost');
    await world.publish();
    const [made] = world.x.posts;
    // The late answer of another row arrives between the look and the write.
    const claimOf = world.log.claimOf.bind(world.log);
    world.log.claimOf = async (postId) => {
      world.log.claimOf = claimOf;
      await world.log.transact([{ kind: 'claim', id: `claim/${postId}`, version: 1, publicationId: 'another' }]);
      return undefined;
    };
    await lookThrice();
    expect((await world.row('a')).result?.postId).not.toBe(made?.postId);
    expect(await world.log.claimOf(made!.postId)).toBe('another');
    expect(world.x.posts).toHaveLength(2);
  });
});

describe('reconcile when the timeline cannot be read', () => {
  const forbidden = () => new errors.XRefusedError('X_FORBIDDEN', 'your access level does not include reading');
  const noCredits = () => new errors.AccountHeldError('credits', 'CREDITS', 'buy credits');

  async function readWith(whenUnknown: AccountRules['whenUnknown'], fault: Error, before?: Error): Promise<void> {
    world.rules = { ...world.rules, whenUnknown };
    await world.accept('a');
    if (before !== undefined) world.x.next('create', before);
    world.x.next('create', silence()).next('recent', fault);
    await world.publish();
    world.advance(30_000);
    await world.publish();
  }

  it.each([
    { whenUnknown: 'ask', fault: forbidden(), state: 'NEEDS_HUMAN', creates: 1 },
    { whenUnknown: 'ask', fault: noCredits(), state: 'NEEDS_HUMAN', creates: 1 },
    { whenUnknown: 'repost', fault: forbidden(), state: 'POSTED', creates: 2 },
    { whenUnknown: 'drop', fault: forbidden(), state: 'REJECTED', creates: 1 },
  ] as const)('ends as $state by the rule $whenUnknown after $fault.code', async (row) => {
    await readWith(row.whenUnknown, row.fault);
    expect(await world.row('a')).toMatchObject({ state: row.state });
    expect(creates()).toBe(row.creates);
    expect((await world.log.gate('main')).held).toBeNull();
  });

  it.each([{ whenUnknown: 'ask' }, { whenUnknown: 'repost' }] as const)(
    'asks a person by the rule $whenUnknown when X then calls it a duplicate',
    async ({ whenUnknown }) => {
      world.rules = { ...world.rules, whenUnknown, reconcileAfterSeconds: [30] };
      await world.accept('a');
      world.x.next('create', silence()).next('create', new errors.DuplicateRefusedError('twice'));
      await world.publish();
      world.advance(30_000);
      // The first look finds nothing, so it is tried again; the second look is not allowed.
      world.x.next('recent', new errors.XUnavailableError('503'));
      await world.publish();
      world.advance(60_000);
      await world.publish();
      for (let i = 0; i < 5; i += 1) {
        world.x.next('recent', forbidden());
        world.advance(60_000);
        await world.publish();
      }
      expect(await world.row('a')).toMatchObject({ state: 'NEEDS_HUMAN' });
      expect(creates()).toBe(2);
    },
  );

  it('gives up reposting blindly after three attempts', async () => {
    world.rules = { ...world.rules, whenUnknown: 'repost' };
    await world.accept('a');
    for (let i = 0; i < 5; i += 1) {
      world.x.next('create', silence()).next('recent', forbidden());
      await world.publish();
      world.advance(30_000);
    }
    expect(await world.row('a')).toMatchObject({ state: 'NEEDS_HUMAN' });
    expect(creates()).toBe(3);
  });

  it.each([
    { case: 'X is down', fault: new errors.XUnavailableError('503') },
    { case: 'X cannot be reached', fault: new errors.XUnreachableError('refused') },
    { case: 'X asks for patience', fault: new errors.RateLimitedError('RATE_LIMITED', 'slow', 0) },
  ])('looks again later when $case, without counting it as a look', async ({ fault }) => {
    await world.accept('a');
    world.x.next('create', 'lost').next('recent', fault);
    await world.publish();
    world.advance(30_000);
    await world.publish();
    const { state, reconcile, dueAtEpochMs } = await world.row('a');
    expect(state).toBe('RECONCILING');
    expect(reconcile?.absentReads).toBe(0);
    expect(dueAtEpochMs).not.toBeNull();
    world.advance(60_000);
    await world.publish();
    expect(await world.row('a')).toMatchObject({ state: 'POSTED' });
    expect(creates()).toBe(1);
  });

  it('holds the account when X refuses its keys, and looks again once they are good', async () => {
    const refused = new errors.AccountHeldError('auth', 'AUTH', 'revoked');
    await world.accept('a');
    world.x.next('create', 'lost').next('recent', refused).next('recent', refused);
    await world.publish();
    world.advance(30_000);
    await world.publish();
    const gate = await world.log.gate('main');
    expect(gate.held).toMatchObject({ reason: 'auth' });
    expect(await world.row('a')).toMatchObject({ state: 'AMBIGUOUS' });
    await world.log.transact([{ ...gate, version: gate.version + 1, held: null }]);
    await world.publish();
    expect(await world.row('a')).toMatchObject({ state: 'POSTED' });
  });

  it('never calls a post failed because looking for it failed too often', async () => {
    await world.accept('a');
    world.x.next('create', 'lost');
    await world.publish();
    for (let i = 0; i < 20; i += 1) {
      world.advance(1_000_000);
      world.x.next('recent', new TypeError('a bug of ours'));
      await world.publish();
    }
    expect(await world.row('a')).toMatchObject({ state: 'NEEDS_HUMAN' });
    expect(creates()).toBe(1);
  });
});
