import { beforeEach, describe, expect, it } from 'vitest';

import { costOf } from '../../../functions/domain/cost-of.ts';
import * as errors from '../../../functions/domain/errors.ts';
import { publishingWorld, type PublishingWorld } from '../../fakes/publishing-world.ts';

const POST = 15_000;
const DAY_MS = 24 * 3_600_000;

let world: PublishingWorld;

beforeEach(async () => {
  world = await publishingWorld();
  world.rules = { ...world.rules, maxLatenessHours: 10_000 };
});

const spent = async () => (await world.log.gate('main')).ledger.costMicroUsd;
const held = async () => (await world.log.gate('main')).held;

function budget(microUsd: number): void {
  world.rules = { ...world.rules, monthlyBudgetMicroUsd: microUsd };
}

describe('the price of a post', () => {
  it('is in the intent, and in the sum of the account from the same transaction', async () => {
    await world.accept('a');
    await world.publish();
    const intent = world.log.transactions.find((items) =>
      items.some((item) => item.kind === 'publication' && item.state === 'POSTING'),
    );
    expect(intent?.find(({ kind }) => kind === 'account')).toMatchObject({ ledger: { costMicroUsd: POST, posts: 1 } });
    expect(await world.row('a')).toMatchObject({ attempts: [{ charged: { costMicroUsd: POST, media: 0 } }] });
    expect(costOf(await world.row('a'))).toBe(POST);
  });

  it.each([
    { case: 'refused', fault: new errors.XRefusedError('X_FORBIDDEN', 'no'), cost: 0 },
    { case: 'never sent', fault: new errors.XUnreachableError('refused'), cost: 0 },
    { case: 'of unknown outcome', fault: new errors.OutcomeUnknownError('silence'), cost: POST },
  ])('is $cost millionths when the call was $case', async ({ fault, cost }) => {
    await world.accept('a');
    world.x.next('create', fault);
    await world.publish();
    expect(await spent()).toBe(cost);
    expect(costOf(await world.row('a'))).toBe(cost);
  });

  it('is charged once for a post that took two attempts, and looking for it is charged too', async () => {
    await world.accept('a');
    world.x.next('create', new errors.OutcomeUnknownError('silence'));
    await world.publish();
    const other = { account: 'main', postId: '1', createdAtEpochMs: world.now(), text: 'by hand', mediaKeys: [] };
    world.x.posts.push(other);
    for (const seconds of [30, 90, 480]) {
      world.advance(seconds * 1000);
      await world.publish();
    }
    expect(await world.row('a')).toMatchObject({ state: 'POSTED' });
    expect(costOf(await world.row('a'))).toBe(POST);
    expect(await spent()).toBe(POST + 3 * 1_000);
  });

  it('is charged again when a call that was believed absent turns out to have made the post', async () => {
    await world.accept('a');
    world.x.next('create', { lateMs: 601_000 }).next('create', new errors.DuplicateRefusedError('187'));
    await world.publish();
    for (const seconds of [30, 90, 480, 1]) {
      world.advance(seconds * 1000);
      await world.publish();
    }
    const row = await world.row('a');
    expect(row).toMatchObject({ state: 'POSTED', attempts: [{ outcome: 'posted' }, { outcome: 'refused' }] });
    expect(costOf(row)).toBe(POST);
    expect((await world.log.gate('main')).ledger).toMatchObject({ posts: 1, costMicroUsd: POST + 1_000 });
  });

  it('is not given back to a month that it was not taken from', async () => {
    world.rules = { ...world.rules, reconcileAfterSeconds: [30, 60] };
    await world.accept('a');
    world.x.next('create', new errors.OutcomeUnknownError('silence'));
    await world.publish();
    world.advance(31 * DAY_MS);
    await world.accept('b');
    await world.publish();
    expect(await spent()).toBe(POST);
    world.advance(60_000);
    await world.publish();
    // `a` is absent: given back to October, and sent in November beside `b`. One post was read to find that out.
    expect(world.x.posts).toHaveLength(2);
    expect(await spent()).toBe(2 * POST + 1_000);
  });
});

describe('the budget of a month', () => {
  it('is a hard stop: what does not fit is not sent, and its account stands still', async () => {
    budget(2 * POST + 14_999);
    for (const id of ['a', 'b', 'c', 'd']) await world.accept(id);
    await world.publish();
    await world.publish();
    expect(world.x.posts).toHaveLength(2);
    expect(await held()).toMatchObject({ reason: 'budget', priceMicroUsd: POST });
    expect(await world.row('c')).toMatchObject({ state: 'RECEIVED' });
    expect(world.journal.linesOf('account-held')).toHaveLength(1);
  });

  it('is spent to the last millionth', async () => {
    budget(2 * POST);
    for (const id of ['a', 'b']) await world.accept(id);
    await world.publish();
    expect(world.x.posts).toHaveLength(2);
    expect(await held()).toBeNull();
  });

  it('is asked before anything is uploaded', async () => {
    budget(0);
    await world.accept('a', { media: [{ from: 'stored', ref: world.photo }] });
    await world.publish();
    expect(world.x.calls).not.toContain('upload');
  });

  it('counts a link at its price', async () => {
    budget(100_000);
    await world.accept('a', { text: 'see example.com' });
    await world.publish();
    expect(world.x.posts).toEqual([]);
    expect(await held()).toMatchObject({ reason: 'budget', priceMicroUsd: 200_000 });
  });

  it.each([
    { case: 'the next month has come', change: () => world.advance(31 * DAY_MS) },
    { case: 'the budget was raised', change: () => budget(3 * POST) },
  ])('lets the account go on by itself when $case', async ({ change }) => {
    budget(POST);
    for (const id of ['a', 'b']) await world.accept(id);
    await world.publish();
    expect(await held()).toMatchObject({ reason: 'budget' });
    change();
    await world.publish();
    expect(world.x.posts).toHaveLength(2);
    expect(world.journal.linesOf('account-resumed')).toHaveLength(1);
  });

  it('stays spent, without another alarm, while what waits costs more than is left', async () => {
    budget(200_000);
    await world.accept('a');
    await world.accept('b', { text: 'see example.com' });
    for (let i = 0; i < 5; i += 1) {
      await world.publish();
      world.advance(60_000);
    }
    expect(world.x.posts).toHaveLength(1);
    expect(world.journal.linesOf('account-held')).toHaveLength(1);
  });

  it('does not stop the search for a post of unknown outcome', async () => {
    budget(POST);
    await world.accept('a');
    await world.accept('b');
    world.x.next('create', 'lost');
    await world.publish();
    expect(await held()).toMatchObject({ reason: 'budget' });
    world.advance(30_000);
    await world.publish();
    expect(await world.row('a')).toMatchObject({ state: 'POSTED' });
  });
});
