import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';

import { acceptThread } from '../../../../functions/domain/accept-thread.ts';
import { AccountLease } from '../../../../functions/domain/account-lease.ts';
import { StoreUnavailableError } from '../../../../functions/domain/errors.ts';
import { isFinal, transitions, type LogState } from '../../../../functions/domain/publication-state.ts';
import type { Publication } from '../../../../functions/domain/publication.ts';
import { InMemoryLog } from '../../../fakes/in-memory-log.ts';
import { publishingWorld, type PublishingWorld } from '../../../fakes/publishing-world.ts';

let world: PublishingWorld;

beforeEach(async () => {
  world = await publishingWorld();
});

const creates = () => world.x.calls.filter((call) => call === 'create').length;
const isWriteOf =
  (state: Publication['state']) =>
  (item: { readonly kind: string; readonly state?: string }): boolean =>
    item.state === state;

/** Every write that brings a row into that state fails from now on; `heal` ends it. */
function refuse(state: Publication['state']): () => void {
  const { log } = world;
  const transact = log.transact.bind(log);
  log.transact = async (writes) => {
    if (writes.some(isWriteOf(state))) throw new StoreUnavailableError('throttled');
    return transact(writes);
  };
  return () => {
    log.transact = transact;
  };
}

describe('a log that does not answer', () => {
  it('F101: at intake accepts nothing, and everything when the trigger comes again', async () => {
    world.log.isDown = true;
    await expect(world.accept('a')).rejects.toThrow(StoreUnavailableError);
    world.log.isDown = false;
    await world.accept('a');
    await world.publish();
    expect(world.x.posts).toHaveLength(1);
  });

  it('F102: before the intent lets no call out, and one as soon as it can write', async () => {
    await world.accept('a');
    const heal = refuse('POSTING');
    for (let i = 0; i < 3; i += 1) {
      await world.publish().catch(() => undefined);
      world.advance(160_000);
    }
    expect(creates()).toBe(0);
    heal();
    await world.publish();
    expect(world.x.posts).toHaveLength(1);
  });

  it('F103: after the call is told of at once, and the post is found later', async () => {
    await world.accept('a');
    const heal = refuse('POSTED');
    await world.publish().catch(() => undefined);
    expect(world.journal.linesOf('posted-unrecorded')).toMatchObject([
      { level: 'error', fields: { id: 'a', postId: world.x.posts[0]?.postId } },
    ]);
    heal();
    for (let i = 0; i < 5; i += 1) {
      world.advance(160_000);
      await world.publish();
    }
    expect(await world.row('a')).toMatchObject({ state: 'POSTED', result: { postId: world.x.posts[0]?.postId } });
    expect(creates()).toBe(1);
  });

  it('F104: that did what it was asked and lost the answer makes no second post, at no write', async () => {
    for (let nth = 0; nth < 8; nth += 1) {
      world = await publishingWorld();
      await world.accept('a', { media: [{ from: 'stored', ref: world.photo, altText: 'A lake' }] });
      const transact = world.log.transact.bind(world.log);
      let writes = 0;
      world.log.transact = async (items) => {
        const answer = await transact(items);
        writes += 1;
        if (writes === nth + 1) throw new StoreUnavailableError('answer lost');
        return answer;
      };
      for (let i = 0; i < 8; i += 1) {
        await world.publish(`run ${i}`).catch(() => undefined);
        world.advance(160_000);
      }
      expect(world.x.posts).toHaveLength(1);
      expect(await world.row('a')).toMatchObject({ state: 'POSTED' });
    }
  });
});

describe('a log under many hands', () => {
  it('F105: gives the lease to one of two, a thousand times over', async () => {
    const log = new InMemoryLog();
    const ports = { log, clock: () => 1_000 };
    for (let round = 0; round < 1_000; round += 1) {
      const claims = await Promise.all(
        ['one', 'two'].map(async (owner) => AccountLease.claim(`${round}`, owner, ports)),
      );
      expect(claims.filter((lease) => lease !== undefined)).toHaveLength(1);
    }
  });

  it('F106: holds no item beyond what DynamoDB takes (400 kB), whatever X would take is posted', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 280 });
    const altText = fc.string({ unit: 'binary', minLength: 1_000, maxLength: 1_000 });
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 2, maxLength: 25 }), altText, async (texts, altText) => {
        world = await publishingWorld();
        const media = Array.from({ length: 4 }, () => ({ from: 'stored', ref: world.photo, altText }) as const);
        const posts = texts.map((text) => ({ account: 'main', text, media }));
        await acceptThread({ id: 't', source: 'webhook', label: 't', fingerprint: 't', posts }, world.ports);
        const [writes = []] = world.log.transactions;
        const sizes = writes.map((item) => Buffer.byteLength(JSON.stringify(item)));
        expect(Math.max(...sizes)).toBeLessThan(40_000);
        // All rows of a thread go into one transaction, which takes 4 MB.
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1_000_000);
      }),
      { numRuns: 8 },
    );
  });

  it("F106: keeps an account's item small, however much the account posts", async () => {
    world.rules = { ...world.rules, untoldLimit: { posts: 300, windowSeconds: 10_800 } };
    world.x.windows = [
      { name: 'x-rate-limit', remaining: 99, resetAtEpochMs: world.now() + 900_000 },
      { name: 'x-user-limit-24hour', remaining: 99, resetAtEpochMs: world.now() + 900_000 },
      { name: 'x-app-limit-24hour', remaining: 99, resetAtEpochMs: world.now() + 900_000 },
    ];
    for (let i = 0; i < 90; i += 1) await world.accept(`${i}`);
    await world.publish();
    expect(world.x.posts).toHaveLength(90);
    expect(JSON.stringify(await world.log.gate('main')).length).toBeLessThan(1_000);
  });

  it('F107: that shows rows as due which are done already does nothing to them', async () => {
    await world.accept('a');
    const stale = await world.row('a');
    await world.publish();
    const dueRows = world.log.dueRows.bind(world.log);
    let isStale = true;
    world.log.dueRows = async (...args) => (isStale ? [stale] : dueRows(...args));
    await world.publish();
    isStale = false;
    expect(creates()).toBe(1);
    expect(await world.row('a')).toMatchObject({ state: 'POSTED' });
  });

  it('F108: lets only rows be forgotten that have come to an end', () => {
    const states = Object.keys(transitions) as LogState[];
    const ends = states.filter((state) => isFinal(state));
    expect(ends).toEqual(['POSTED', 'REJECTED', 'REJECTED_DUPLICATE', 'EXPIRED', 'IGNORED', 'CANCELLED']);
  });
});
