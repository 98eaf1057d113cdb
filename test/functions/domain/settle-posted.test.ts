import { beforeEach, describe, expect, it } from 'vitest';

import { settleFound, settlePosted } from '../../../functions/domain/settle-posted.ts';
import { stepPublication } from '../../../functions/domain/step-publication.ts';
import { publishingWorld, type PublishingWorld } from '../../fakes/publishing-world.ts';

const created = { postId: '77', url: 'https://x.com/i/status/77' };

let world: PublishingWorld;

beforeEach(async () => {
  world = await publishingWorld();
});

/** The row between intent and answer, as whoever made the call holds it. */
async function inFlight(id = 'a', text = `text ${id}`) {
  await world.accept(id, { text });
  const row = stepPublication(await world.row(id), 'POSTING', world.now(), {
    attempts: [{ number: 1, intentAtEpochMs: world.now(), outcome: 'open' }],
  });
  await world.log.transact([row]);
  return row;
}

describe('settlePosted', () => {
  it('accepts an answer that comes after the account was taken over', async () => {
    const held = await inFlight();
    await world.publish('the next run');
    expect(await world.row('a')).toMatchObject({ state: 'AMBIGUOUS' });
    await settlePosted(held, 1, created, world.ports);
    expect(await world.row('a')).toMatchObject({
      state: 'POSTED',
      result: { postId: '77' },
      attempts: [{ outcome: 'posted' }],
      dueAtEpochMs: null,
    });
    expect(await world.log.claimOf('77')).toBe('a');
  });

  it('accepts it from a row that a person has been asked about', async () => {
    const held = await inFlight();
    world.rules = { ...world.rules, reconcileAfterSeconds: [] };
    await world.publish('the next run');
    const asked = stepPublication(await world.row('a'), 'NEEDS_HUMAN', world.now());
    await world.log.transact([asked]);
    await settlePosted(held, 1, created, world.ports);
    expect(await world.row('a')).toMatchObject({ state: 'POSTED', result: { postId: '77' } });
  });

  it('stays silent when the same post was found by looking meanwhile', async () => {
    const held = await inFlight();
    world.x.posts.push({ account: 'main', ...created, createdAtEpochMs: world.now(), text: 'text a', mediaKeys: [] });
    await world.publish();
    world.advance(30_000);
    await world.publish();
    const found = await world.row('a');
    expect(found).toMatchObject({ state: 'POSTED' });
    await settlePosted(held, 1, created, world.ports);
    expect(await world.row('a')).toEqual(found);
    expect(world.journal.linesOf('double-detected')).toEqual([]);
  });

  it('tells of a double when another post is stored already', async () => {
    const held = await inFlight();
    await world.publish();
    for (const seconds of [30, 90, 480]) {
      world.advance(seconds * 1000);
      await world.publish();
    }
    const [second] = world.x.posts;
    expect(await world.row('a')).toMatchObject({ state: 'POSTED', result: { postId: second?.postId } });
    await settlePosted(held, 1, created, world.ports);
    expect(await world.row('a')).toMatchObject({ state: 'POSTED', result: { postId: second?.postId } });
    expect(world.journal.linesOf('double-detected')).toMatchObject([
      { level: 'error', fields: { id: 'a', postId: '77', other: second?.postId } },
    ]);
  });

  it('believes the answer to its own call over what another row was given, and tells of it', async () => {
    const held = await inFlight();
    await world.log.transact([{ kind: 'claim', id: 'claim/77', version: 1, publicationId: 'b' }]);
    await settlePosted(held, 1, created, world.ports);
    expect(await world.row('a')).toMatchObject({ state: 'POSTED', result: { postId: '77' } });
    expect(world.journal.linesOf('claim-lost')).toMatchObject([{ fields: { id: 'a', postId: '77', owner: 'b' } }]);
  });

  it('swaps places with a row of the same words that was settled with its post', async () => {
    const twin = await inFlight('b', 'good morning');
    world.advance(100_000);
    const held = await inFlight('a', 'good morning');
    const words = { account: 'main', text: 'good morning', mediaKeys: [] };
    await settleFound(twin, { ...words, postId: '77', createdAtEpochMs: world.now() }, world.ports);
    expect(await settlePosted(held, 1, created, world.ports)).toBeUndefined();
    expect(await world.row('a')).toMatchObject({ state: 'RECONCILING', attempts: [{ outcome: 'unknown' }] });
    // What the other one's call made appears: long before the call of this one.
    world.x.posts.push({ ...words, postId: '76', createdAtEpochMs: world.now() - 99_000 });
    await world.publish();
    expect(await world.row('a')).toMatchObject({ state: 'POSTED', result: { postId: '76' } });
    expect(world.journal.linesOf('double-detected')).toEqual([]);
  });

  it('waits for a log that is down, naming the post once for a person', async () => {
    const held = await inFlight();
    for (let i = 0; i < 29; i += 1) world.log.failNext('transact');
    await settlePosted(held, 1, created, world.ports);
    expect(await world.row('a')).toMatchObject({ state: 'POSTED' });
    expect(world.journal.linesOf('posted-unrecorded')).toMatchObject([{ fields: { id: 'a', postId: '77' } }]);
  });

  it('names the post in the journal before it writes', async () => {
    const held = await inFlight();
    world.log.isDown = true;
    await expect(settlePosted(held, 1, created, world.ports)).rejects.toThrow('does not answer');
    expect(world.journal.linesOf('x-created')).toMatchObject([{ fields: { id: 'a', postId: '77' } }]);
  });
});

describe('settleFound', () => {
  const post = { postId: '77', createdAtEpochMs: 5, text: 'text a', mediaKeys: [] };

  it('leaves a row alone whose post settles another one', async () => {
    const row = await inFlight();
    await world.log.transact([{ kind: 'claim', id: 'claim/77', version: 1, publicationId: 'b' }]);
    expect(await settleFound(row, post, world.ports)).toBeUndefined();
    expect(await world.row('a')).toEqual(row);
  });

  it('gives one post to one of two rows that want it at once', async () => {
    const rows = [await inFlight('a'), await inFlight('b')];
    const settled = await Promise.all(rows.map(async (row) => settleFound(row, post, world.ports)));
    expect(settled.filter((row) => row !== undefined)).toHaveLength(1);
    const states = [(await world.row('a')).state, (await world.row('b')).state];
    expect(new Set(states)).toEqual(new Set(['POSTED', 'POSTING']));
  });

  it('may be repeated by the row that holds the claim', async () => {
    const row = await inFlight();
    world.log.failNext('transact', 'after');
    expect(await settleFound(row, post, world.ports)).toMatchObject({ state: 'POSTED' });
    expect(world.journal.linesOf('double-detected')).toEqual([]);
  });
});

describe('a post whose answer comes late', () => {
  it('is settled by the run that made the call, though another one holds the account', async () => {
    await world.accept('a');
    let answer: () => void = () => undefined;
    const opened = world.x.open.bind(world.x);
    world.x.open = async (name, options) => {
      const account = await opened(name, options);
      const createPost: typeof account.createPost = async (request) => {
        const made = await account.createPost(request);
        await new Promise<void>((resolve) => {
          answer = resolve;
        });
        return made;
      };
      return { ...account, createPost };
    };
    const slow = world.publish('slow');
    await expect.poll(() => world.x.posts.length).toBe(1);
    // Longer than the lease, as when a laptop slept.
    world.advance(200_000);
    expect(await world.publish('other')).toBe('done');
    expect(await world.row('a')).toMatchObject({ state: 'AMBIGUOUS' });
    answer();
    await slow;
    expect(await world.row('a')).toMatchObject({ state: 'POSTED', result: { postId: world.x.posts[0]?.postId } });
    expect(world.x.posts).toHaveLength(1);
  });
});
