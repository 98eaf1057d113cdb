import { beforeEach, describe, expect, it } from 'vitest';

import { cancel } from '../../../functions/domain/cancel.ts';
import * as errors from '../../../functions/domain/errors.ts';
import type { Post } from '../../../functions/domain/post.ts';
import type { AccountRules } from '../../../functions/domain/publish-ports.ts';
import { publishingWorld, type PublishingWorld } from '../../fakes/publishing-world.ts';

const HOUR_MS = 3_600_000;

let world: PublishingWorld;

beforeEach(async () => {
  world = await publishingWorld();
});

const photos = (count: number): Partial<Post> => ({
  media: Array.from({ length: count }, () => ({ from: 'stored', ref: world.photo }) as const),
});
const texts = () => world.x.posts.map(({ text }) => text);
const gate = async () => world.log.gate('main');

function rule(rules: Partial<AccountRules>): void {
  world.rules = { ...world.rules, ...rules };
}

async function acceptAll(...ids: readonly string[]): Promise<void> {
  for (const id of ids) await world.accept(id);
}

describe('posts a day', () => {
  it('go out up to the number allowed; the rest waits for the next day, UTC, in its order', async () => {
    rule({ postsPerDay: 2 });
    await acceptAll('a', 'b', 'c', 'd', 'e');
    await world.publish();
    expect(texts()).toEqual(['text a', 'text b']);
    const midnight = Date.UTC(2026, 9, 2);
    expect(await world.row('c')).toMatchObject({
      state: 'DEFERRED',
      dueAtEpochMs: midnight,
      failure: { code: 'PACE' },
    });
    expect((await gate()).closedUntilEpochMs).toBe(midnight);
    world.advance(12 * HOUR_MS - 1);
    await world.publish();
    expect(texts()).toHaveLength(2);
    world.advance(1);
    await world.publish();
    expect(texts()).toEqual(['text a', 'text b', 'text c', 'text d']);
  });

  it('asks X for nothing, however often it is called, while the account waits', async () => {
    rule({ postsPerDay: 1 });
    await world.accept('a');
    await world.accept('b', photos(1));
    await world.publish();
    const calls = world.x.calls.length;
    for (let i = 0; i < 5; i += 1) {
      world.advance(60_000);
      await world.publish();
    }
    expect(world.x.calls).toHaveLength(calls);
    expect(await world.row('b')).toMatchObject({ version: 2 });
  });

  it('counts a post whose outcome is unknown', async () => {
    rule({ postsPerDay: 1 });
    await acceptAll('a', 'b');
    world.x.next('create', 'lost');
    await world.publish();
    expect(await world.row('b')).toMatchObject({ failure: { code: 'PACE' } });
  });

  it.each([
    { case: 'refused', fault: new errors.XRefusedError('X_FORBIDDEN', 'no') },
    { case: 'called a duplicate', fault: new errors.DuplicateRefusedError('twice') },
  ])('does not count a post that X $case', async ({ fault }) => {
    rule({ postsPerDay: 1 });
    await acceptAll('a', 'b');
    world.x.next('create', fault);
    await world.publish();
    expect(texts()).toEqual(['text b']);
    expect((await gate()).ledger).toMatchObject({ posts: 1, media: 0 });
  });

  it('counts an attempt no more once X turns out to have no such post', async () => {
    rule({ postsPerDay: 1 });
    await world.accept('a');
    world.x.next('create', new errors.OutcomeUnknownError('silence'));
    await world.publish();
    for (const seconds of [30, 90, 480]) {
      world.advance(seconds * 1000);
      await world.publish();
    }
    expect(texts()).toEqual(['text a']);
    expect((await gate()).ledger.posts).toBe(1);
  });

  it('counts for each account alone', async () => {
    rule({ postsPerDay: 1 });
    await acceptAll('a', 'b');
    await world.accept('c', { account: 'other' });
    await world.publish();
    const { publishAccount } = await import('../../../functions/domain/publish-account.ts');
    await publishAccount('other', world.ports, { owner: 'me', deadlineEpochMs: Infinity });
    expect(texts()).toEqual(['text a', 'text c']);
  });

  it('looks for a post of unknown outcome while the account waits', async () => {
    rule({ postsPerDay: 1 });
    await acceptAll('a', 'b');
    world.x.next('create', 'lost');
    await world.publish();
    world.advance(30_000);
    await world.publish();
    expect(await world.row('a')).toMatchObject({ state: 'POSTED' });
  });
});

describe('a pace that was changed', () => {
  it('counts at once, for the row that met the old one too, and in their order', async () => {
    rule({ postsPerDay: 1 });
    await acceptAll('a', 'b', 'c', 'd');
    await world.publish();
    rule({ postsPerDay: 3 });
    await world.publish();
    expect(texts()).toEqual(['text a', 'text b', 'text c']);
    expect((await world.row('d')).dueAtEpochMs).toBe(Date.UTC(2026, 9, 2));
  });

  it('does not open an account that X has shut', async () => {
    await acceptAll('a', 'b');
    world.x.next('create', new errors.RateLimitedError('RATE_LIMITED', 'slow', world.now() + HOUR_MS));
    await world.publish();
    rule({ postsPerDay: 3 });
    await world.publish();
    expect(texts()).toEqual([]);
  });

  it('leaves a row alone that was cancelled meanwhile', async () => {
    rule({ postsPerDay: 1 });
    await acceptAll('a', 'b', 'c');
    await world.publish();
    await cancel('b', world.ports);
    rule({ postsPerDay: 2 });
    await world.publish();
    expect(texts()).toEqual(['text a', 'text c']);
  });
});

describe('media a day', () => {
  it('are those of the posts; text goes out behind them, never before', async () => {
    rule({ mediaPerDay: 4 });
    await world.accept('a', photos(3));
    await world.accept('b', photos(2));
    await world.accept('c');
    await world.publish();
    expect(texts()).toEqual(['text a']);
    expect(world.x.uploads).toHaveLength(3);
    world.advance(12 * HOUR_MS);
    await world.publish();
    expect(texts()).toEqual(['text a', 'text b', 'text c']);
  });

  it('fail a post that shows more than a whole day allows', async () => {
    rule({ mediaPerDay: 2 });
    await world.accept('a', photos(3));
    await world.accept('b');
    await world.publish();
    expect(await world.row('a')).toMatchObject({ state: 'REJECTED', failure: { code: 'MEDIA_PER_DAY' } });
    expect(texts()).toEqual(['text b']);
    expect(world.x.uploads).toEqual([]);
  });
});

describe('minimum spacing', () => {
  it('keeps that time between two posts, and sets a due time for the next', async () => {
    rule({ minimumSpacingSeconds: 60 });
    await acceptAll('a', 'b', 'c');
    await world.publish();
    expect(texts()).toHaveLength(1);
    expect((await world.row('b')).dueAtEpochMs).toBe(world.now() + 60_000);
    world.advance(59_999);
    await world.publish();
    expect(texts()).toHaveLength(1);
    world.advance(1);
    await world.publish();
    expect(texts()).toEqual(['text a', 'text b']);
  });

  it('lets a scheduled post wait in its place as well', async () => {
    rule({ minimumSpacingSeconds: 600 });
    await world.accept('early', { scheduleAtEpochMs: world.now() + 60_000 });
    await world.accept('now');
    await world.publish();
    world.advance(60_000);
    await world.publish();
    expect(texts()).toEqual(['text now']);
    world.advance(540_000);
    await world.publish();
    expect(texts()).toEqual(['text now', 'text early']);
  });
});

describe("X's own limits", () => {
  const used = (resetInSeconds: number, remaining = 0) => [
    { name: 'x-rate-limit', remaining, resetAtEpochMs: world.now() + resetInSeconds * 1000 },
  ];

  it('shut the account before X has to say no, until the reset that its answer told', async () => {
    world.x.windows = used(900);
    await acceptAll('a', 'b');
    await world.publish();
    expect(texts()).toEqual(['text a']);
    expect((await gate()).closedUntilEpochMs).toBe(world.now() + 900_000);
    world.advance(900_000);
    world.x.windows = used(900, 99);
    await world.publish();
    expect(texts()).toEqual(['text a', 'text b']);
  });

  it('are remembered by the next run, and counted down where an answer tells nothing', async () => {
    world.x.windows = used(900, 1);
    await world.accept('a');
    await world.publish();
    world.x.windows = undefined;
    await acceptAll('b', 'c');
    await world.publish('next run');
    expect(texts()).toEqual(['text a', 'text b']);
    expect((await world.row('c')).dueAtEpochMs).toBe(world.now() + 900_000);
  });

  it('are counted by us where X never tells them', async () => {
    rule({ untoldLimit: { posts: 2, windowSeconds: 3 * 3600 } });
    await acceptAll('a', 'b', 'c');
    await world.publish();
    expect(texts()).toHaveLength(2);
    world.advance(3 * HOUR_MS);
    await world.publish();
    expect(texts()).toHaveLength(3);
  });

  it('last until the later of two resets', async () => {
    world.x.windows = [
      ...used(900),
      { name: 'x-user-limit-24hour', remaining: 0, resetAtEpochMs: world.now() + HOUR_MS },
    ];
    await acceptAll('a', 'b');
    await world.publish();
    expect((await gate()).closedUntilEpochMs).toBe(world.now() + HOUR_MS);
  });
});
