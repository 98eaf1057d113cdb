import { describe, expect, it } from 'vitest';

import { dropWorld, photo, type DropWorld } from '../../fakes/drop-world.ts';

const route = { prefix: 'main/', account: 'main', settleSeconds: 10, caption: '{{ name }}' };

/** What the bucket was asked for one drop, from its event to its post. */
function callsOf({ media }: DropWorld) {
  return { lists: media.lists, heads: media.heads.length, reads: media.reads.length };
}

describe('what one drop asks of the bucket', () => {
  it.each([
    {
      case: 'a bare picture under its prefix',
      files: ['main/a.jpg'],
      // One look and one read to make the post of it, one each to upload it.
      calls: { lists: ['main/a.'], heads: 2, reads: 2 },
    },
    {
      case: 'a bare picture in a folder',
      files: ['main/x/a.jpg'],
      calls: { lists: ['main/x/post.', 'main/x/a.'], heads: 2, reads: 2 },
    },
    {
      case: 'a picture and the file beside it',
      files: ['main/a.jpg', 'main/a.txt'],
      // The file's own event lists once more, and looks at the picture for its version.
      calls: { lists: ['main/a.', 'main/a.'], heads: 3, reads: 3 },
    },
  ])('is little for $case', async ({ files, calls }) => {
    const world = await dropWorld([route]);
    for (const key of files) await world.put(key, key.endsWith('.jpg') ? photo : 'hello');
    await world.after(10);
    expect(world.x.posts).toHaveLength(1);
    expect(callsOf(world)).toEqual(calls);
  });
});
