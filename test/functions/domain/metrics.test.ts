import { beforeEach, describe, expect, it } from 'vitest';

import { cancel } from '../../../functions/domain/cancel.ts';
import * as errors from '../../../functions/domain/errors.ts';
import { metricsOf } from '../../../functions/domain/metrics.ts';
import { sweep } from '../../../functions/domain/sweep.ts';
import { publishingWorld, type PublishingWorld } from '../../fakes/publishing-world.ts';

let world: PublishingWorld;

beforeEach(async () => {
  world = await publishingWorld();
});

/** Every number that the journal's lines stand for, summed up by name. */
function counted(): Readonly<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const { event, fields } of world.journal.lines) {
    for (const { name, value } of metricsOf(event, fields)) sums[name] = (sums[name] ?? 0) + value;
  }
  return sums;
}

describe('what is counted', () => {
  it('is each post with its cost, its bytes and the time since it was wanted', async () => {
    await world.accept('a', { media: [{ from: 'stored', ref: world.photo, altText: 'A lake' }] });
    world.advance(2_500);
    await world.publish();
    const { totalBytes = 0 } = (await world.row('a')).media[0] ?? {};
    expect(totalBytes).toBeGreaterThan(0);
    expect(counted()).toMatchObject({
      Accepted: 1,
      Posted: 1,
      CostUsd: 0.02,
      MonthCostUsd: 0.02,
      LatencyMs: 2_500,
      UploadBytes: totalBytes,
    });
  });

  it('is the time since its schedule for a scheduled post', async () => {
    await world.accept('a', { scheduleAtEpochMs: world.now() + 3_600_000 });
    world.advance(3_601_000);
    await world.publish();
    expect(counted()).toMatchObject({ LatencyMs: 1_000 });
  });

  it.each([
    { name: 'Failed', fault: new errors.XRefusedError('X_FORBIDDEN', 'no') },
    { name: 'Waiting', fault: new errors.RateLimitedError('RATE_LIMITED', 'slow', 9e12) },
    { name: 'Unknown', fault: new errors.OutcomeUnknownError('silence') },
    { name: 'Held', fault: new errors.AccountHeldError('credits', 'CREDITS', 'buy credits') },
  ])('is one $name after $fault.code', async ({ name, fault }) => {
    await world.accept('a');
    world.x.next('create', fault);
    await world.publish();
    expect(counted()[name]).toBe(1);
    expect(counted()['Posted']).toBeUndefined();
  });

  it('is what a person cancelled, and what waits for one', async () => {
    await world.accept('a');
    await cancel('a', world.ports);
    expect(counted()).toMatchObject({ Cancelled: 1 });
    await world.accept('b');
    world.x.next('create', 'lost').next('recent', new errors.XRefusedError('X_FORBIDDEN', 'no'));
    await world.publish();
    world.advance(30_000);
    await world.publish();
    expect(counted()).toMatchObject({ NeedsHuman: 1, Unknown: 1 });
  });

  it('is nothing for a line that carries no number', () => {
    expect(metricsOf('secret-refetched', { account: 'main' })).toEqual([]);
    expect(metricsOf('constructor', {})).toEqual([]);
    expect(metricsOf('uploaded', { bytes: Number.NaN, durationMs: 'long' })).toEqual([]);
  });
});

describe('the age of what waits', () => {
  it('is told by the sweep for the oldest row that is due, from a minute on', async () => {
    await world.accept('a');
    await world.accept('b');
    await world.accept('c', { account: 'other' });
    world.advance(59_000);
    await sweep(world.ports);
    expect(world.journal.linesOf('oldest-due')).toEqual([]);
    world.advance(41_000);
    await sweep(world.ports);
    expect(world.journal.linesOf('oldest-due').map(({ fields }) => fields)).toEqual([
      { id: 'a', account: 'main', ageSeconds: 100 },
      { id: 'c', account: 'other', ageSeconds: 100 },
    ]);
  });

  it('goes on growing while an account is held', async () => {
    await world.accept('a');
    world.x.next('create', new errors.AccountHeldError('locked', 'ACCOUNT_LOCKED', 'unlock it'));
    await world.publish();
    world.advance(3_600_000);
    await world.publish();
    await sweep(world.ports);
    expect(counted()).toMatchObject({ OldestAgeSeconds: 3_600 });
  });
});
