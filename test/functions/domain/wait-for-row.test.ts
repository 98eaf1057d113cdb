import { beforeEach, describe, expect, it } from 'vitest';

import { AccountHeldError, RateLimitedError, XUnreachableError } from '../../../functions/domain/errors.ts';
import { openGate } from '../../../functions/domain/open-gate.ts';
import { reasonToWait } from '../../../functions/domain/reason-to-wait.ts';
import { tagMedia } from '../../../functions/domain/tag-media.ts';
import { waitForRow } from '../../../functions/domain/wait-for-row.ts';
import { publishingWorld, type PublishingWorld } from '../../fakes/publishing-world.ts';

const PATIENCE_MS = 25_000;
let world: PublishingWorld;

beforeEach(async () => {
  world = await publishingWorld();
});

/** Waits while `meanwhile` is done at the first pause; each pause moves the clock. */
async function wait(id: string, meanwhile: () => Promise<unknown> = async () => undefined) {
  let pauses = 0;
  const pause = async (milliseconds: number) => {
    pauses += 1;
    world.advance(milliseconds);
    if (pauses === 1) await meanwhile();
  };
  return waitForRow(id, world.now() + PATIENCE_MS, { ...world.ports, pause });
}

describe('waiting for a row', () => {
  it('ends when it is posted', async () => {
    await world.accept('a');
    expect((await wait('a', () => world.publish())).result).not.toBeNull();
  });

  it('ends with patience, and leaves the row to go on', async () => {
    await world.accept('a');
    const startedAtEpochMs = world.now();
    expect((await wait('a')).state).toBe('RECEIVED');
    expect(world.now() - startedAtEpochMs).toBe(PATIENCE_MS);
    await world.publish();
    expect((await world.row('a')).state).toBe('POSTED');
  });

  it('leaves a row alone whose outcome is unknown', async () => {
    await world.accept('a');
    world.x.next('create', 'lost');
    expect((await wait('a', () => world.publish())).state).toBe('AMBIGUOUS');
  });

  it('leaves a row alone that only stumbled', async () => {
    await world.accept('a');
    world.x.next('create', new XUnreachableError('no route'));
    expect((await wait('a', () => world.publish())).state).toBe('DEFERRED');
  });
});

describe('a row that would wait longer is called off, and never posted', () => {
  const later = () => world.now() + 3_600_000;
  const shortly = () => world.now() + 5_000;

  it.each([
    {
      case: 'X allows no more posts',
      error: () => new RateLimitedError('RATE_LIMITED', 'wait', later()),
      code: 'RATE_LIMITED',
    },
    {
      case: 'X allows no more today',
      error: () => new RateLimitedError('DAILY_LIMIT', 'wait', later()),
      code: 'DAILY_LIMIT',
    },
    {
      case: 'the account is out of credits',
      error: () => new AccountHeldError('credits', 'CREDITS', 'pay'),
      code: 'ACCOUNT_HELD',
    },
    {
      case: 'the account is locked',
      error: () => new AccountHeldError('locked', 'ACCOUNT_LOCKED', 'code 64'),
      code: 'ACCOUNT_HELD',
    },
  ])('when $case', async ({ error, code }) => {
    await world.accept('a');
    world.x.next('create', error());
    const row = await wait('a', () => world.publish());
    expect([row.state, row.failure?.code]).toEqual(['CANCELLED', code]);
    world.advance(2 * 3_600_000);
    await world.publish();
    expect(world.x.posts).toHaveLength(0);
  });

  it('when the pace of the account is reached by another row', async () => {
    world.rules = { ...world.rules, postsPerDay: 1 };
    await world.accept('a');
    await world.accept('b');
    const row = await wait('b', () => world.publish());
    expect([row.state, row.failure?.code]).toEqual(['CANCELLED', 'PACE']);
    world.advance(24 * 3_600_000);
    await world.publish();
    expect(world.x.posts).toHaveLength(1);
  });

  it('when it would pass the budget', async () => {
    world.rules = { ...world.rules, monthlyBudgetMicroUsd: 1 };
    await world.accept('a');
    const row = await wait('a', () => world.publish());
    expect([row.state, row.failure?.code]).toEqual(['CANCELLED', 'BUDGET']);
  });

  it('and what was staged for it is marked by the publisher, though the account stands still', async () => {
    world.ports.announce = async (row) => tagMedia(row, world.media);
    await world.accept('a', { media: [{ from: 'stored', ref: world.photo }] });
    world.x.next('create', new RateLimitedError('DAILY_LIMIT', 'wait', later()));
    expect((await wait('a', () => world.publish())).state).toBe('CANCELLED');
    world.advance(60_000);
    await world.publish();
    expect(world.media.tags.get('work/photo.jpg')).toMatchObject({ 'pigeonpost:state': 'cancelled' });
    expect(await world.row('a')).toMatchObject({ isUnshown: false });
    expect(world.x.posts).toHaveLength(0);
  });

  it('but not for what fits into its patience', async () => {
    await world.accept('a');
    world.x.next('create', new RateLimitedError('RATE_LIMITED', 'wait', shortly()));
    expect((await wait('a', () => world.publish())).state).toBe('DEFERRED');
    world.advance(30_000);
    await world.publish();
    expect(world.x.posts).toHaveLength(1);
  });
});

describe('a post that would have to wait is refused before it is taken in', () => {
  const demand = { media: 1, costMicroUsd: 15_000 };
  const rules = { maxLatenessHours: 168, reconcileAfterSeconds: [30], whenUnknown: 'ask' } as const;
  const patience = { nowEpochMs: 1_000_000_000, byEpochMs: 1_000_025_000 };
  const gate = openGate('main');
  const spent = { ...gate.ledger, day: '1970-01-12', posts: 5, media: 5 };

  it.each([
    { case: 'open', gate, more: {}, code: undefined },
    {
      case: 'held',
      gate: { ...gate, held: { reason: 'credits', message: 'pay', sinceEpochMs: 0 } },
      more: {},
      code: 'ACCOUNT_HELD',
    },
    {
      case: 'held for a budget that fits',
      gate: { ...gate, held: { reason: 'budget', message: '', sinceEpochMs: 0 } },
      more: {},
      code: undefined,
    },
    {
      case: 'held for a budget that does not fit',
      gate: { ...gate, held: { reason: 'budget', message: '', sinceEpochMs: 0, priceMicroUsd: 200_000 } },
      more: { monthlyBudgetMicroUsd: 100_000 },
      code: 'BUDGET',
    },
    {
      case: 'closed by its own pace',
      gate: {
        ...gate,
        closedUntilEpochMs: 1_009_000_000,
        closedByPace: { publicationId: 'a', rules: '[7,null,null]' },
      },
      more: { postsPerDay: 7 },
      code: 'PACE',
    },
    {
      case: 'closed by a pace that it has no more',
      gate: {
        ...gate,
        closedUntilEpochMs: 1_009_000_000,
        closedByPace: { publicationId: 'a', rules: '[7,null,null]' },
      },
      more: { postsPerDay: 8 },
      code: undefined,
    },
    {
      case: 'closed by X for a while',
      gate: { ...gate, closedUntilEpochMs: 1_000_100_000 },
      more: {},
      code: 'RATE_LIMITED',
    },
    {
      case: 'closed by X for hours',
      gate: { ...gate, closedUntilEpochMs: 1_009_000_000 },
      more: {},
      code: 'DAILY_LIMIT',
    },
    { case: 'closed for a moment', gate: { ...gate, closedUntilEpochMs: 1_000_010_000 }, more: {}, code: undefined },
    { case: 'at its posts of the day', gate: { ...gate, ledger: spent }, more: { postsPerDay: 5 }, code: 'PACE' },
    { case: 'at its media of the day', gate: { ...gate, ledger: spent }, more: { mediaPerDay: 5 }, code: 'PACE' },
    { case: 'out of budget', gate, more: { monthlyBudgetMicroUsd: 14_999 }, code: 'BUDGET' },
    {
      case: 'keeping its spacing for a moment',
      gate: { ...gate, ledger: { ...spent, lastIntentAtEpochMs: 1_000_000_000 } },
      more: { minimumSpacingSeconds: 20 },
      code: undefined,
    },
  ] as const)('where the account is $case: $code', ({ gate, more, code }) => {
    expect(reasonToWait(gate, demand, { ...rules, ...more }, patience)?.code).toBe(code);
  });
});
