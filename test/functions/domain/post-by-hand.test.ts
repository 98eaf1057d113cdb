import { beforeEach, describe, expect, it } from 'vitest';

import { handPostId, postByHand } from '../../../functions/domain/post-by-hand.ts';
import type { Post } from '../../../functions/domain/post.ts';
import { threadByHand } from '../../../functions/domain/thread-by-hand.ts';
import { publishingWorld, type PublishingWorld } from '../../fakes/publishing-world.ts';
import { makePng } from '../../journeys/make-png.ts';

let world: PublishingWorld;

beforeEach(async () => {
  world = await publishingWorld();
});

const fine = () => ({ faults: [], warnings: [] });
const id = handPostId('main', 'key');
const picture = { index: 0, key: 'staged/picture', bytes: makePng(7) };
const media = [{ from: 'stored', ref: { area: 'work', key: picture.key }, altText: 'A colour' }] as const;
const post: Post = { account: 'main', text: 'one', media };

describe('postByHand', () => {
  it('keeps the bytes of a picture in the store and not in the log', async () => {
    await postByHand({ id, label: 'by hand', post, inlineMedia: [picture] }, world.ports, fine);
    expect(await world.row(id)).not.toHaveProperty('inlineMedia');
    expect(await world.media.head({ area: 'work', key: picture.key })).toMatchObject({
      totalBytes: picture.bytes.length,
    });
  });
});

describe('threadByHand', () => {
  const second: Post = { account: 'main', text: 'two', media: [] };
  const thread = { id, label: 'by hand', posts: [post, second], inlineMedia: [picture] } as const;

  it('queues every part, the picture with the first', async () => {
    const { isNew } = await threadByHand(thread, world.ports, fine);
    expect(isNew).toBe(true);
    await world.publish();
    expect(world.x.posts).toMatchObject([
      { text: 'one', mediaKeys: [expect.anything()] },
      { text: 'two', mediaKeys: [] },
    ]);
    expect(world.x.posts[1]?.replyTo).toBe(world.x.posts[0]?.postId);
  });

  it('is known by its key', async () => {
    await threadByHand(thread, world.ports, fine);
    expect(await threadByHand(thread, world.ports, fine)).toMatchObject({ isNew: false, publication: { id } });
    expect(await world.log.list({ limit: 10 })).toHaveLength(2);
  });

  it('refuses another content under the same key', async () => {
    await threadByHand(thread, world.ports, fine);
    const other = { ...thread, posts: [post, { ...second, text: 'other' }] } as const;
    await expect(threadByHand(other, world.ports, fine)).rejects.toMatchObject({ code: 'IDEMPOTENCY_REUSE' });
  });

  it('writes no row when one part has a fault, and names the part', async () => {
    const check = ({ text }: Post) => ({
      faults: text === 'two' ? [{ path: 'text', code: 'TEXT_INVALID', message: 'is odd' }] : [],
      warnings: [],
    });
    await expect(threadByHand(thread, world.ports, check)).rejects.toMatchObject({
      code: 'TEXT_INVALID',
      message: 'part 2: text: is odd',
    });
    expect(await world.log.list({ limit: 10 })).toEqual([]);
  });

  it('tells the warnings of all parts with the first', async () => {
    const check = ({ text }: Post) => ({ faults: [], warnings: [`text ${text}`] });
    await threadByHand(thread, world.ports, check);
    const rows = (await world.log.list({ limit: 10 })).toReversed();
    expect(rows.map(({ warnings }) => warnings)).toEqual([['text one', 'part 2: text two'], []]);
  });
});
