import { beforeEach, describe, expect, it } from 'vitest';

import { acceptDrop } from '../../../functions/domain/accept-drop.ts';
import { MediaRejectedError, StoreUnavailableError } from '../../../functions/domain/errors.ts';
import { publishAccount } from '../../../functions/domain/publish-account.ts';
import type { Gathered } from '../../../functions/domain/publish-ports.ts';
import { publishingWorld, type PublishingWorld } from '../../fakes/publishing-world.ts';

let world: PublishingWorld;

beforeEach(async () => {
  world = await publishingWorld();
  const drop = { id: 'd', label: 'main/a.jpg', account: 'main', fingerprint: 'f', ref: world.photo, settleMs: 10_000 };
  await acceptDrop(drop, world.ports);
});

const publish = async (gather: () => Promise<Gathered>) =>
  publishAccount('main', { ...world.ports, gather }, { owner: 'me', deadlineEpochMs: Infinity });
const complete = (changes: object = {}): Gathered => ({
  outcome: 'complete',
  warnings: ['no alt text'],
  post: { account: 'main', text: '', media: [{ from: 'stored', ref: world.photo }], ...changes },
});

describe('gatherDrop', () => {
  it('does not look before the drop has settled', async () => {
    world.advance(9_999);
    await publish(() => Promise.reject(new Error('looked too early')));
    expect(await world.row('d')).toMatchObject({ state: 'GATHERING', stumbles: 0 });
  });

  it('makes the post and publishes it in the same run', async () => {
    world.advance(10_000);
    await publish(async () => complete());
    expect(await world.row('d')).toMatchObject({ state: 'POSTED', warnings: ['no alt text'] });
    expect(world.x.posts).toHaveLength(1);
  });

  it('waits until the moment that was named', async () => {
    world.advance(10_000);
    const untilEpochMs = world.now() + 5_000;
    await publish(async () => ({ outcome: 'wait', untilEpochMs }));
    expect(await world.row('d')).toMatchObject({ state: 'GATHERING', dueAtEpochMs: untilEpochMs });
    world.advance(5_000);
    await publish(async () => complete());
    expect(await world.row('d')).toMatchObject({ state: 'POSTED' });
  });

  it('keeps the time at which the post is wanted', async () => {
    world.advance(10_000);
    const scheduleAtEpochMs = world.now() + 3_600_000;
    await publish(async () => complete({ scheduleAtEpochMs }));
    expect(await world.row('d')).toMatchObject({ state: 'RECEIVED', dueAtEpochMs: scheduleAtEpochMs });
  });

  it('fails where the user can see why', async () => {
    world.advance(10_000);
    await publish(async () => ({ outcome: 'rejected', failure: { code: 'SIDECAR', message: 'cannot be read' } }));
    expect(await world.row('d')).toMatchObject({ state: 'REJECTED', failure: { message: 'cannot be read' } });
    expect(world.announced).toEqual(['d REJECTED']);
  });

  it('fails for good when the file is no picture', async () => {
    world.advance(10_000);
    await publish(() => Promise.reject(new MediaRejectedError('MEDIA_TYPE', 'no picture')));
    expect(await world.row('d')).toMatchObject({ state: 'REJECTED', failure: { code: 'MEDIA_TYPE' } });
    expect(world.x.calls).toEqual([]);
  });

  it('leaves a file alone that was overwritten meanwhile: its newer content is a drop of its own', async () => {
    world.advance(10_000);
    await publish(() => Promise.reject(new MediaRejectedError('SOURCE_CHANGED', 'was changed')));
    expect(await world.row('d')).toMatchObject({
      state: 'IGNORED',
      failure: { code: 'SOURCE_CHANGED' },
      dueAtEpochMs: null,
    });
    // What is shown on the file itself belongs to its newer content by now.
    expect(world.announced).toEqual([]);
  });

  it('goes on gathering when the store did not answer', async () => {
    world.advance(10_000);
    await publish(() => Promise.reject(new StoreUnavailableError('down')));
    expect(await world.row('d')).toMatchObject({ state: 'GATHERING', stumbles: 1 });
    world.advance(60_000);
    await publish(async () => complete());
    expect(await world.row('d')).toMatchObject({ state: 'POSTED' });
  });
});
