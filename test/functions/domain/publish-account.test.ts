import { beforeEach, describe, expect, it } from 'vitest';

import { acceptPost } from '../../../functions/domain/accept-post.ts';
import * as errors from '../../../functions/domain/errors.ts';
import type { Post } from '../../../functions/domain/post.ts';
import type { Publication } from '../../../functions/domain/publication.ts';
import { publishAccount } from '../../../functions/domain/publish-account.ts';
import type { PublishPorts } from '../../../functions/domain/publish-ports.ts';
import type { FakeX } from '../../fakes/fake-x.ts';
import { publishingWorld, type PublishingWorld } from '../../fakes/publishing-world.ts';

let world: PublishingWorld;
let x: FakeX;
let ports: PublishPorts;

beforeEach(async () => {
  world = await publishingWorld();
  ({ x, ports } = world);
});

const accept = async (id: string, post: Partial<Post> = {}) =>
  acceptPost(
    {
      id,
      source: 'webhook',
      label: id,
      fingerprint: id,
      post: { account: 'main', text: `text ${id}`, media: [], ...post },
    },
    ports,
  );
const photo = () => ({ media: [{ from: 'stored', ref: world.photo, altText: 'A lake' }] }) satisfies Partial<Post>;
const publish = async (owner = 'me') => publishAccount('main', ports, { owner, deadlineEpochMs: Infinity });
const row = async (id: string): Promise<Publication> => (await ports.log.publication(id))!;

describe('publishAccount', () => {
  it('uploads, describes, posts and settles', async () => {
    await accept('a', photo());
    expect(await publish()).toBe('done');
    expect(await row('a')).toMatchObject({
      state: 'POSTED',
      result: { postId: x.posts[0]?.postId },
      attempts: [{ number: 1, outcome: 'posted' }],
      media: [{ mediaId: x.uploads[0], mediaType: 'image/jpeg', described: true }],
    });
    expect(x.descriptions.get(x.uploads[0]!)).toBe('A lake');
    expect(world.announced).toEqual(['a POSTED']);
  });

  it('posts what was accepted first first, and each once', async () => {
    for (const id of ['a', 'b', 'c']) await accept(id);
    await publish();
    await publish();
    expect(x.posts.map(({ text }) => text)).toEqual(['text a', 'text b', 'text c']);
  });

  it('saves the intent before the call and the media ids with it', async () => {
    await accept('a', photo());
    x.next('create', new errors.XRefusedError('X_FORBIDDEN', 'no'));
    await publish();
    const intent = world.log.transactions
      .flat()
      .find((item) => item.kind === 'publication' && item.state === 'POSTING');
    expect(intent).toMatchObject({ media: [{ mediaId: x.uploads[0] }], attempts: [{ outcome: 'open' }] });
  });

  it('F74, F75: lets nobody else work the account meanwhile', async () => {
    await accept('a');
    const lease = await ports.log.gate('main');
    await ports.log.transact([{ ...lease, version: 1, lease: { owner: 'another', untilEpochMs: world.now() + 1 } }]);
    expect(await publish()).toBe('busy');
    expect(x.calls).toEqual([]);
    world.advance(2);
    expect(await publish()).toBe('done');
    expect(x.posts).toHaveLength(1);
  });

  it('never posts again what it finds between intent and answer', async () => {
    await accept('a', photo());
    x.next('create', new Error('stands for a killed process'));
    await publish();
    await rewrite('a', { state: 'POSTING' });
    await publish('next run');
    expect(await row('a')).toMatchObject({ state: 'AMBIGUOUS' });
    expect(x.calls.filter((call) => call === 'create')).toHaveLength(1);
  });

  it.each([
    { case: 'a refusal', fault: new errors.XRefusedError('X_FORBIDDEN', 'no'), state: 'REJECTED', held: null },
    { case: 'a duplicate', fault: new errors.DuplicateRefusedError('twice'), state: 'REJECTED_DUPLICATE', held: null },
    { case: 'no answer', fault: new errors.OutcomeUnknownError('silence'), state: 'AMBIGUOUS', held: null },
    { case: 'a bug of ours', fault: new TypeError('oops'), state: 'AMBIGUOUS', held: null },
    { case: 'an unreachable X', fault: new errors.XUnreachableError('refused'), state: 'DEFERRED', held: null },
    {
      case: 'a rate limit',
      fault: new errors.RateLimitedError('RATE_LIMITED', 'slow', 9e12),
      state: 'DEFERRED',
      held: null,
    },
    {
      case: 'an empty purse',
      fault: new errors.AccountHeldError('credits', 'CREDITS', 'buy credits'),
      state: 'MEDIA_READY',
      held: 'credits',
    },
  ])('leaves the row $state after $case', async ({ fault, state, held }) => {
    await accept('a', photo());
    x.next('create', fault);
    await publish();
    expect(await row('a')).toMatchObject({ state });
    expect((await ports.log.gate('main')).held?.reason ?? null).toBe(held);
    expect(x.calls.filter((call) => call === 'create')).toHaveLength(1);
    expect((await row('a')).dueAtEpochMs === null).toBe(state.startsWith('REJECTED'));
  });

  it('closes the account for all its rows until the moment that X named', async () => {
    await accept('a');
    await accept('b');
    x.next('create', new errors.RateLimitedError('RATE_LIMITED', 'slow', world.now() + 60_000));
    await publish();
    expect(x.posts).toEqual([]);
    world.advance(66_000);
    await publish();
    expect(x.posts.map(({ text }) => text)).toEqual(['text a', 'text b']);
  });

  it('does not run against a limit whose end has passed already', async () => {
    await accept('a');
    for (let i = 0; i < 3; i += 1) x.next('create', new errors.RateLimitedError('RATE_LIMITED', 'slow', world.now()));
    await publish();
    expect(x.calls.filter((call) => call === 'create')).toHaveLength(1);
  });

  it('puts a row aside for processing though it was ready once', async () => {
    await accept('a', photo());
    x.next('create', new errors.XUnreachableError('refused'));
    await publish();
    await rewrite('a', { state: 'MEDIA_READY', media: [{}] });
    x.next('upload', 'processing');
    await publish();
    expect(await row('a')).toMatchObject({ state: 'MEDIA_PENDING', stumbles: 1 });
  });

  it('looks at the secret afresh once when X refuses the keys, and goes on', async () => {
    await accept('a');
    x.next('create', new errors.AccountHeldError('auth', 'AUTH', 'revoked'));
    await publish();
    expect(x.freshOpens).toEqual(['main']);
    expect(await row('a')).toMatchObject({ state: 'POSTED' });
  });

  it('looks at the secret afresh even if the post has to wait for its turn again', async () => {
    world.rules = { ...world.rules, minimumSpacingSeconds: 600 };
    await accept('a');
    x.next('create', new errors.AccountHeldError('auth', 'AUTH', 'revoked'));
    await publish();
    expect(x.freshOpens).toEqual(['main']);
    expect(await row('a')).toMatchObject({ state: 'DEFERRED', failure: { code: 'PACE' } });
  });

  it('holds the account when fresh keys are refused too, and keeps its queue', async () => {
    await accept('a');
    await accept('b');
    const refused = new errors.AccountHeldError('auth', 'AUTH', 'revoked');
    x.next('create', refused).next('create', refused);
    await publish();
    await publish();
    expect((await ports.log.gate('main')).held).toMatchObject({ reason: 'auth' });
    expect(x.calls.filter((call) => call === 'create')).toHaveLength(2);
    expect(await row('b')).toMatchObject({ state: 'RECEIVED' });
  });

  it('uses an uploaded picture again after a pause, and uploads it again once it has expired', async () => {
    await accept('a', photo());
    x.next('create', new errors.XUnreachableError('refused')).next('create', new errors.XUnreachableError('refused'));
    await publish();
    world.advance(60_000);
    await publish();
    expect(x.uploads).toHaveLength(1);
    world.advance(25 * 3_600_000);
    await publish();
    expect(x.uploads).toHaveLength(2);
    expect(await row('a')).toMatchObject({ state: 'POSTED' });
  });

  it('uploads once more when X does not know the media id, and gives up the second time', async () => {
    await accept('a', photo());
    const unknown = new errors.MediaIdRefusedError('no such media');
    x.next('create', unknown).next('create', unknown);
    await publish();
    expect(x.uploads).toHaveLength(2);
    expect(await row('a')).toMatchObject({ state: 'REJECTED', failure: { code: 'X_MEDIA_INVALID' } });
  });

  it('puts a row aside while X processes its media, and lets the next one pass', async () => {
    await accept('a', photo());
    await accept('b');
    x.next('upload', 'processing');
    await publish();
    expect(await row('a')).toMatchObject({ state: 'MEDIA_PENDING' });
    expect(x.posts.map(({ text }) => text)).toEqual(['text b']);
    world.advance(5_000);
    await publish();
    expect(await row('a')).toMatchObject({ state: 'POSTED' });
  });

  it('does not begin a post later than the account allows', async () => {
    await accept('a');
    world.advance(169 * 3_600_000);
    await publish();
    expect(await row('a')).toMatchObject({ state: 'EXPIRED', failure: { code: 'EXPIRED' } });
    expect(x.calls).toEqual([]);
  });

  it('waits for the time a post is scheduled at', async () => {
    await accept('a', { scheduleAtEpochMs: world.now() + 3_600_000 });
    await publish();
    expect(x.posts).toEqual([]);
    world.advance(3_600_000);
    await publish();
    expect(x.posts).toHaveLength(1);
  });

  it('fails what X would refuse anyway without asking it', async () => {
    await accept('a', { text: 'x'.repeat(281) });
    await publish();
    expect(await row('a')).toMatchObject({ state: 'REJECTED', failure: { code: 'TEXT_TOO_LONG' } });
    expect(x.calls).not.toContain('create');
  });

  /** The machine stands still as soon as the intent is saved. */
  function sleepAfterIntent(milliseconds: number, meanwhile: () => Promise<unknown> = async () => undefined): void {
    const transact = world.log.transact.bind(world.log);
    world.log.transact = async (writes) => {
      const answer = await transact(writes);
      if (!writes.some((item) => item.kind === 'publication' && item.state === 'POSTING')) return answer;
      world.log.transact = transact;
      world.advance(milliseconds);
      await meanwhile();
      return answer;
    };
  }

  it('sends nothing that it meant to send before it slept, and begins again', async () => {
    await accept('a');
    sleepAfterIntent(106_000);
    await publish();
    expect(x.posts).toEqual([]);
    expect(await row('a')).toMatchObject({ state: 'DEFERRED', attempts: [{ outcome: 'unsent' }] });
    world.advance(60_000);
    await publish();
    expect(x.posts).toHaveLength(1);
  });

  it('leaves the row to whoever took the account over while it slept', async () => {
    await accept('a');
    sleepAfterIntent(151_000, async () => publish('another'));
    expect(await publish()).toBe('busy');
    expect(x.posts).toEqual([]);
    expect(await row('a')).toMatchObject({ state: 'AMBIGUOUS' });
  });

  it('begins nothing when less than a minute is left', async () => {
    await accept('a');
    await publishAccount('main', ports, { owner: 'me', deadlineEpochMs: world.now() + 59_000 });
    expect(x.calls).toEqual([]);
  });
});

async function rewrite(id: string, changes: Partial<Publication>): Promise<void> {
  const current = await row(id);
  const attempts = current.attempts.map((attempt) => ({ ...attempt, outcome: 'open' as const }));
  await ports.log.transact([
    { ...current, ...changes, attempts, version: current.version + 1, dueAtEpochMs: world.now() },
  ]);
}
