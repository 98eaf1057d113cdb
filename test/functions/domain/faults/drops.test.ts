import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { beforeEach, describe, expect, it } from 'vitest';

import { acceptDrop } from '../../../../functions/domain/accept-drop.ts';
import * as errors from '../../../../functions/domain/errors.ts';
import type { MediaRef } from '../../../../functions/domain/post.ts';
import { publishingWorld, type PublishingWorld } from '../../../fakes/publishing-world.ts';

const DAY_MS = 24 * 3_600_000;

let world: PublishingWorld;

beforeEach(async () => {
  world = await publishingWorld();
});

const bytesOf = (name: string) => readFileSync(join(import.meta.dirname, '../../../fixtures/media', name));

async function drop(id: string, ref: MediaRef): Promise<void> {
  const about = { id, label: ref.key, account: 'main', fingerprint: id };
  await acceptDrop({ ...about, ref, settleMs: 0 }, world.ports);
}

describe('an object that is not what it was', () => {
  it('F63: deleted before it is read, fails its row', async () => {
    await drop('a', world.media.put('main/a.jpg', bytesOf('photo-800x320.jpg')));
    world.media.takeAway('main/a.jpg');
    await world.publish();
    expect(await world.row('a')).toMatchObject({ state: 'REJECTED', failure: { code: 'SOURCE_GONE' } });
    expect(world.x.posts).toEqual([]);
  });

  it('F64: overwritten before it is read, is not posted in the name of the first; the second is', async () => {
    const first = world.media.put('main/a.jpg', bytesOf('photo-800x320.jpg'));
    await drop('a', first);
    await drop('b', world.media.put('main/a.jpg', bytesOf('drawing-333x175.png')));
    await world.publish();
    expect(await world.row('a')).toMatchObject({ state: 'REJECTED', failure: { code: 'SOURCE_CHANGED' } });
    expect(await world.row('b')).toMatchObject({ state: 'POSTED', media: [{ mediaType: 'image/png' }] });
  });

  it('F73, F88: heavier than its event may have said, is judged by itself', async () => {
    const heavy = Buffer.concat([bytesOf('photo-800x320.jpg'), Buffer.alloc(6_000_000, 1)]);
    await drop('a', world.media.put('main/a.jpg', heavy));
    await world.publish();
    expect(await world.row('a')).toMatchObject({ state: 'REJECTED', failure: { code: 'MEDIA_TOO_LARGE' } });
    expect(world.x.uploads).toEqual([]);
  });

  it('F85: of another kind than its name says, is posted as what it is', async () => {
    await drop('a', world.media.put('main/a.jpg', bytesOf('drawing-333x175.png')));
    await world.publish();
    expect(await world.row('a')).toMatchObject({ state: 'POSTED', media: [{ mediaType: 'image/png' }] });
  });

  it('F90: an animated GIF, goes up as one', async () => {
    await drop('a', world.media.put('main/a.gif', bytesOf('animated-64x48-6-frames.gif')));
    await world.publish();
    const { totalBytes, mediaType } = (await world.row('a')).media[0] ?? {};
    expect([mediaType, totalBytes]).toEqual(['image/gif', bytesOf('animated-64x48-6-frames.gif').length]);
  });
});

describe('a message that comes again', () => {
  it('F79: days after its post is done, is acknowledged and changes nothing', async () => {
    await drop('a', world.photo);
    await world.publish();
    world.advance(5 * DAY_MS);
    await drop('a', world.photo);
    await world.publish();
    expect(world.x.posts).toHaveLength(1);
  });

  it('F79: days after its row was begun, goes on with it', async () => {
    await drop('a', world.photo);
    world.advance(5 * DAY_MS);
    await drop('a', world.photo);
    await world.publish();
    expect(world.x.posts).toHaveLength(1);
  });

  it('F79: later than the account allows, ends as expired, visibly', async () => {
    await world.accept('a');
    world.advance(8 * DAY_MS);
    await world.accept('a');
    await world.publish();
    expect(await world.row('a')).toMatchObject({ state: 'EXPIRED', failure: { code: 'EXPIRED' } });
    expect(world.x.posts).toEqual([]);
  });
});

describe('very many at once', () => {
  it('F82: are all posted, in the order of the log, at the pace of the account', async () => {
    world.rules = { ...world.rules, postsPerDay: 50 };
    for (let i = 0; i < 240; i += 1) await world.accept(`${i}`);
    for (let day = 0; day < 5; day += 1) {
      await world.publish(`day ${day}`);
      expect(world.x.posts).toHaveLength(Math.min((day + 1) * 50, 240));
      world.advance(DAY_MS);
    }
    expect(world.x.posts.map(({ text }) => text)).toEqual(Array.from({ length: 240 }, (_, i) => `text ${i}`));
  });
});

describe('a store of secrets that is down', () => {
  it('F58: does not hold the account: the row waits and is posted once it answers', async () => {
    await world.accept('a');
    world.x.next('open', new errors.StoreUnavailableError('the secrets do not answer'));
    await world.publish();
    expect(await world.row('a')).toMatchObject({ state: 'DEFERRED' });
    expect((await world.log.gate('main')).held).toBeNull();
    world.advance(60_000);
    await world.publish();
    expect(world.x.posts).toHaveLength(1);
  });
});
