import { beforeEach, describe, expect, it } from 'vitest';

import { SharpFitter } from '../../../../functions/adapters/pictures/sharp-fitter.ts';
import { LEASE_MS } from '../../../../functions/domain/account-lease.ts';
import { publishAccount } from '../../../../functions/domain/publish-account.ts';
import { killable, type Moment } from '../../../fakes/killable.ts';
import { corners, likeAPhone } from '../../../fakes/pictures.ts';
import { publishingWorld, type PublishingWorld } from '../../../fakes/publishing-world.ts';

let world: PublishingWorld;

beforeEach(async () => {
  world = await publishingWorld();
  const rules = () => ({ oversize: 'downscale', stripMetadata: true }) as const;
  Object.assign(world.ports, { pictures: { fitter: new SharpFitter(), rules } });
});

/** Takes in a post of two pictures: one is turned, the other only cut. */
async function accept(): Promise<void> {
  const lying = await likeAPhone(corners(64, 48)).withMetadata({ orientation: 6 }).jpeg().toBuffer();
  const placed = await likeAPhone(corners(48, 48)).jpeg().toBuffer();
  const refs = [world.media.put('main/lying.jpg', lying), world.media.put('main/placed.jpg', placed)];
  await world.accept('a', { media: refs.map((ref) => ({ from: 'stored', ref })) });
}

/** One run that dies at that moment, and all the time until its lease has run out. */
async function die(moment: Moment): Promise<void> {
  const { ports, killed } = killable(world.ports, moment);
  void publishAccount('main', ports, { owner: 'dies', deadlineEpochMs: Infinity });
  await killed;
  world.advance(LEASE_MS);
}

const nth = (wanted: number) => {
  let seen = 0;
  return () => (seen += 1) === wanted;
};

describe('a process that dies while it makes pictures fit', () => {
  const calls = { 'log.transact': 4, 'media.head': 2, 'media.read': 2, 'media.stage': 2, 'x.uploadMedia': 2 };
  const moments = Object.entries(calls).flatMap(([call, times]) =>
    Array.from({ length: times }, (_, index) => index + 1).flatMap((turn) =>
      (['before', 'after'] as const).map((when) => ({ when, call, turn })),
    ),
  );

  it.each(moments)('posts once, and sends the same bytes whoever sends them: $when $call $turn', async (moment) => {
    const { when, call, turn } = moment;
    await accept();
    await die({ when, call, fits: nth(turn) });
    for (let minute = 0; minute < 60; minute += 1) {
      await world.publish(`run ${minute}`);
      world.advance(60_000);
    }
    expect(world.x.posts).toHaveLength(1);
    expect(await world.row('a')).toMatchObject({ state: 'POSTED', media: [{ fitted: {} }, { fitted: {} }] });
    const sent = world.x.uploaded.map(({ bytes }) => Buffer.from(bytes).toString('hex'));
    expect(new Set(sent).size).toBe(2);
  });
});
