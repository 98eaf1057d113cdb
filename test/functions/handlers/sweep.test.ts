import type { Context, ScheduledEvent } from 'aws-lambda';
import { beforeEach, describe, expect, it } from 'vitest';

import { createSweepHandler } from '../../../functions/handlers/sweep.ts';
import { publishingWorld, type PublishingWorld } from '../../fakes/publishing-world.ts';
import { RecordingFetchHints, RecordingHints } from '../../fakes/recording-hints.ts';

let world: PublishingWorld;
let hints: RecordingHints;

beforeEach(async () => {
  world = await publishingWorld();
  hints = new RecordingHints();
});

const sweep = async () =>
  createSweepHandler({ ...world.ports, hints })(
    {} as ScheduledEvent,
    { getRemainingTimeInMillis: () => 60_000 } as Context,
  );
const accounts = () => new Set(hints.sent.map(({ account }) => account));

describe('the sweep handler', () => {
  it('sends one hint for each account that has something due, however much it is', async () => {
    await world.accept('a');
    await world.accept('b');
    await world.accept('c', { account: 'other' });
    await sweep();
    expect(hints.sent).toHaveLength(2);
    expect(accounts()).toEqual(new Set(['main', 'other']));
  });

  it('sends none for what is not due yet, nor for what has ended', async () => {
    await world.accept('later', { account: 'other', scheduleAtEpochMs: world.now() + 1_000 });
    await world.accept('a');
    await world.publish();
    await sweep();
    expect(hints.sent).toEqual([]);
    world.advance(1_000);
    await sweep();
    expect(accounts()).toEqual(new Set(['other']));
  });

  it('brings back what its hint got lost for', async () => {
    await world.accept('a');
    await sweep();
    expect(hints.sent).toEqual([{ account: 'main', delaySeconds: 0 }]);
  });

  it('sends a hint for each row that waits for a fetch, and none to its account', async () => {
    const fetchHints = new RecordingFetchHints();
    await world.accept('a', { media: [{ from: 'url', url: 'https://cdn.example.org/a.jpg' }] });
    await world.accept('b', { media: [{ from: 'url', url: 'https://cdn.example.org/b.jpg' }] });
    await createSweepHandler({ ...world.ports, hints, fetchHints })({} as ScheduledEvent, {} as Context);
    expect(fetchHints.sent).toEqual(['a', 'b']);
    expect(hints.sent).toEqual([]);
  });

  it('finds a post whose outcome is unknown when it is time to look', async () => {
    await world.accept('a');
    world.x.next('create', 'lost');
    await world.publish();
    await sweep();
    expect(hints.sent).toEqual([]);
    world.advance(30_000);
    await sweep();
    expect(hints.sent).toHaveLength(1);
  });

  it('fails, so that it is run again, while the log is down', async () => {
    world.log.isDown = true;
    await expect(sweep()).rejects.toThrow('does not answer');
  });
});
