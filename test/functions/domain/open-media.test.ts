import { readFile } from 'node:fs/promises';

import { describe, expect, it } from 'vitest';

import { readRange } from '../../../functions/domain/media-facts.ts';
import { openMedia } from '../../../functions/domain/open-media.ts';
import { InMemoryMediaStore } from '../../fakes/in-memory-media-store.ts';

const jpeg = await readFile(new URL('../../fixtures/media/photo-800x320.jpg', import.meta.url));
const mp4 = await readFile(new URL('../../fixtures/media/clip-320x240-2s.mp4', import.meta.url));

/** The clip with a free box behind it: longer than what is kept. */
function longClip(): Buffer {
  const box = Buffer.alloc(400_000, 7);
  box.writeUInt32BE(box.length);
  box.write('free', 4, 'latin1');
  return Buffer.concat([mp4, box]);
}

describe('openMedia', () => {
  it('reads a small picture once, to look at it and to upload it', async () => {
    const store = new InMemoryMediaStore();
    const source = await openMedia(store.put('a.jpg', jpeg), store);
    expect(source).toMatchObject({ kind: 'photo', mediaType: 'image/jpeg', totalBytes: jpeg.length });
    for (const _try of [1, 2]) expect(Buffer.from(await readRange(source, 0, jpeg.length))).toEqual(jpeg);
    expect(store.reads).toHaveLength(1);
  });

  it('reads of a long one, whatever the range, what the store holds', async () => {
    const bytes = longClip();
    const store = new InMemoryMediaStore();
    const source = await openMedia(store.put('a.mp4', bytes), store);
    const looks = store.reads.length;
    const ranges = [
      { start: 0, end: bytes.length },
      { start: 10, end: 20 },
      { start: 200_000, end: 300_000 },
      { start: bytes.length - 5, end: bytes.length },
    ];
    for (const { start, end } of ranges) {
      expect(Buffer.from(await readRange(source, start, end))).toEqual(bytes.subarray(start, end));
    }
    // All but the second.
    expect(store.reads.length - looks).toBe(3);
  });

  it('reads what was there when it was opened, or nothing', async () => {
    const store = new InMemoryMediaStore();
    const source = await openMedia(store.put('a.mp4', longClip()), store);
    store.put('a.mp4', mp4);
    await expect(readRange(source, 300_000, 300_010)).rejects.toMatchObject({ code: 'SOURCE_CHANGED' });
  });
});
