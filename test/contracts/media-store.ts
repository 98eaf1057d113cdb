import { buffer } from 'node:stream/consumers';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { MediaRejectedError } from '../../functions/domain/errors.ts';
import type { MediaStore } from '../../functions/domain/ports.ts';
import type { MediaRef } from '../../functions/domain/post.ts';

export interface OpenedMediaStore {
  readonly store: MediaStore;
  /** Puts a file where users put them, and gives it as the trigger would: pinned to what it is now. */
  put(key: string, bytes: Uint8Array): MediaRef | Promise<MediaRef>;
  remove(key: string): void | Promise<void>;
  close(): void | Promise<void>;
}

const bytes = Buffer.from(Array.from({ length: 1_000 }, (_, i) => i % 251));

/** What every media store promises, whatever keeps the files. */
export function describeMediaStore(name: string, open: () => OpenedMediaStore | Promise<OpenedMediaStore>): void {
  describe(`the media store ${name}`, () => {
    let opened: OpenedMediaStore;
    let store: MediaStore;

    beforeEach(async () => {
      opened = await open();
      ({ store } = opened);
    });
    afterEach(() => opened.close());

    const read = async (ref: MediaRef, ...range: readonly number[]) => buffer(await store.read(ref, ...range));

    it('tells how large a file is, and a mark that changes with its bytes', async () => {
      const first = await store.head(await opened.put('a.jpg', bytes));
      expect(first.totalBytes).toBe(1_000);
      expect(first.eTag).toMatch(/^[^"]+$/);
      const second = await store.head(await opened.put('a.jpg', Buffer.from('another')));
      expect(second.totalBytes).toBe(7);
      expect(second.eTag).not.toBe(first.eTag);
    });

    it('gives a file whole, and again', async () => {
      const ref = await opened.put('a.jpg', bytes);
      expect(await read(ref)).toEqual(bytes);
      expect(await read(ref)).toEqual(bytes);
    });

    it.each([
      { case: 'the beginning', range: [0, 10] },
      { case: 'the middle', range: [250, 750] },
      { case: 'one byte', range: [999, 1_000] },
      { case: 'from the middle on', range: [500] },
      { case: 'past the end', range: [900, 5_000] },
      { case: 'nothing', range: [10, 10] },
      { case: 'a range that ends before it begins', range: [10, 5] },
      { case: 'what begins after the end', range: [1_000, 2_000] },
    ])('reads by range: $case', async ({ range }) => {
      const ref = await opened.put('a.jpg', bytes);
      const [start, end = bytes.length] = range;
      expect(await read(ref, ...range)).toEqual(bytes.subarray(start, Math.max(end, start ?? 0)));
    });

    it('gives an empty file', async () => {
      const ref = await opened.put('empty.jpg', Buffer.alloc(0));
      expect((await store.head(ref)).totalBytes).toBe(0);
      expect(await read(ref)).toHaveLength(0);
    });

    it.each(['main/a b.jpg', 'a+b%20.jpg', 'été/夜 🕊️.jpg', 'a&b=c?d#e.jpg', "it's (1)!*~.jpg", 'a%2Fb.jpg'])(
      'finds a file by its key as it is: %s',
      async (key) => {
        const ref = await opened.put(key, bytes);
        expect((await store.head(ref)).totalBytes).toBe(1_000);
        expect(await read(ref, 0, 4)).toEqual(bytes.subarray(0, 4));
      },
    );

    it.each(['nothing.jpg', '../outside.jpg', 'folder/', 'main/../a.jpg'])('has no file %s', async (key) => {
      await opened.put('a.jpg', bytes);
      const ref = { area: 'drop', key } as const;
      await expect(store.head(ref)).rejects.toMatchObject({ code: 'SOURCE_GONE' });
      await expect(store.read(ref)).rejects.toBeInstanceOf(MediaRejectedError);
    });

    it('says that a file is gone once it is', async () => {
      const ref = { area: 'drop', key: (await opened.put('a.jpg', bytes)).key } as const;
      await opened.remove('a.jpg');
      await expect(store.head(ref)).rejects.toMatchObject({ code: 'SOURCE_GONE' });
      await expect(read(ref)).rejects.toMatchObject({ code: 'SOURCE_GONE' });
    });

    it('never gives other bytes than those that were pinned', async () => {
      const { key } = await opened.put('a.jpg', bytes);
      const { ref, eTag } = await store.head({ area: 'drop', key });
      await opened.put('a.jpg', Buffer.from('another'));
      const pinned = { area: ref.area, key, eTag } as const;
      await expect(store.head(pinned)).rejects.toMatchObject({ code: 'SOURCE_CHANGED' });
      await expect(read(pinned, 0, 5)).rejects.toMatchObject({ code: 'SOURCE_CHANGED' });
    });

    it.each([
      { case: 'in one piece', source: () => bytes },
      { case: 'piece by piece', source: () => pieces(bytes.subarray(0, 600), bytes.subarray(600)) },
    ])('stages what comes $case', async ({ source }) => {
      const ref = await store.stage('staged/x/0', source());
      expect(ref).toMatchObject({ area: 'work', key: 'staged/x/0' });
      expect((await store.head(ref)).totalBytes).toBe(1_000);
      expect(await read(ref, 100, 200)).toEqual(bytes.subarray(100, 200));
    });

    it('stages the same again over itself, and reads it by the first reference', async () => {
      const ref = await store.stage('staged/x/0', bytes);
      await store.stage('staged/x/0', bytes);
      expect(await read(ref)).toEqual(bytes);
    });

    it('keeps what it staged as it is where its days are counted afresh', async () => {
      const ref = await store.stage('staged/x 1/0', bytes);
      await store.tag(ref, { 'pigeonpost:state': 'failed' }, { renew: true });
      expect(await read(ref)).toEqual(bytes);
      expect((await store.head(ref)).totalBytes).toBe(1_000);
    });

    it('keeps what was dropped apart from what was staged', async () => {
      await opened.put('a.jpg', bytes);
      await store.stage('b.jpg', bytes);
      await expect(store.head({ area: 'work', key: 'a.jpg' })).rejects.toMatchObject({ code: 'SOURCE_GONE' });
      await expect(store.head({ area: 'drop', key: 'b.jpg' })).rejects.toMatchObject({ code: 'SOURCE_GONE' });
    });

    it('keeps nothing of a source that broke off', async () => {
      async function* broken() {
        yield bytes;
        throw new MediaRejectedError('MEDIA_TOO_LARGE', 'too large');
      }
      await expect(store.stage('staged/y/0', broken())).rejects.toMatchObject({ code: 'MEDIA_TOO_LARGE' });
      await expect(store.head({ area: 'work', key: 'staged/y/0' })).rejects.toMatchObject({ code: 'SOURCE_GONE' });
    });

    it('reads nothing more for whoever gave up', async () => {
      const ref = await opened.put('a.jpg', bytes);
      const signal = AbortSignal.abort(new Error('given up'));
      const attempt = async () => buffer(await store.read(ref, 0, 10, signal));
      await expect(attempt()).rejects.toBeInstanceOf(Error);
      expect(await read(ref, 0, 10)).toEqual(bytes.subarray(0, 10));
    });

    it('lets a reader stop early', async () => {
      const ref = await opened.put('a.jpg', Buffer.alloc(3_000_000, 7));
      for await (const piece of await store.read(ref)) {
        expect(piece.length).toBeGreaterThan(0);
        break;
      }
      expect(await read(ref, 0, 2)).toEqual(Buffer.from([7, 7]));
    });

    it('lists what lies directly under a prefix, in the order of keys, and no more than asked for', async () => {
      for (const key of ['main/b.jpg', 'main/a.txt', 'main/a.jpg', 'main/a/deep.jpg', 'other/a.jpg', 'main/é.jpg']) {
        await opened.put(key, bytes);
      }
      const keysUnder = async (prefix: string, most = 10) => (await store.list(prefix, most)).map(({ ref }) => ref.key);
      expect(await keysUnder('main/')).toEqual(['main/a.jpg', 'main/a.txt', 'main/b.jpg', 'main/é.jpg']);
      expect(await keysUnder('main/a.')).toEqual(['main/a.jpg', 'main/a.txt']);
      expect(await keysUnder('main/', 2)).toEqual(['main/a.jpg', 'main/a.txt']);
      for (const prefix of ['nothing/', '../', 'main/../other/', '/']) expect(await keysUnder(prefix)).toEqual([]);
    });

    it('lists a file as it can be read then, with its size and time', async () => {
      await opened.put('main/a+b c.jpg', bytes);
      const [listed] = await store.list('main/', 1);
      expect(listed).toMatchObject({ totalBytes: 1_000, changedAtEpochMs: expect.any(Number) as number });
      expect(await read(listed!.ref)).toEqual(bytes);
    });

    it('moves a file to another key, and again without harm', async () => {
      const ref = await opened.put('main/été 1+1.jpg', bytes);
      const { eTag } = await store.head(ref);
      const toKey = 'posted/2026/11/main/été 1+1.jpg';
      for (let time = 0; time < 2; time += 1) expect(await store.move({ ...ref, eTag }, toKey)).toBe('done');
      expect(await read({ area: 'drop', key: toKey })).toEqual(bytes);
      await expect(store.head({ area: 'drop', key: ref.key })).rejects.toMatchObject({ code: 'SOURCE_GONE' });
    });

    it('moves nothing over another file, and over its own copy without a second one', async () => {
      const ref = await opened.put('a.jpg', bytes);
      await opened.put('posted/a.jpg', Buffer.from('another'));
      await opened.put('posted/same.jpg', bytes);
      expect(await store.move(ref, 'posted/a.jpg')).toBe('taken');
      expect(await read(ref)).toEqual(bytes);
      expect(await store.move(ref, 'posted/same.jpg')).toBe('done');
      expect(await store.list('a', 9)).toEqual([]);
    });

    it('leaves what replaced a file, whether it is to be moved or removed', async () => {
      const { eTag } = await store.head(await opened.put('a.jpg', bytes));
      await opened.put('a.jpg', Buffer.from('another'));
      await store.move({ area: 'drop', key: 'a.jpg', eTag }, 'posted/a.jpg');
      await store.remove({ area: 'drop', key: 'a.jpg', eTag });
      expect(await read({ area: 'drop', key: 'a.jpg' })).toEqual(Buffer.from('another'));
    });

    it('removes a file, and again without harm', async () => {
      const ref = await opened.put('a.jpg', bytes);
      for (let time = 0; time < 2; time += 1) await store.remove(ref);
      expect(await store.list('a', 9)).toEqual([]);
    });

    it('puts a note beside a file, over an older one', async () => {
      const key = 'main/a.jpg.failed.txt';
      for (const text of ['first', 'zweite ä']) await store.note(key, text);
      expect(String(await read({ area: 'drop', key }))).toBe('zweite ä');
    });

    it('tags a file, over what it was tagged before', async () => {
      const ref = await opened.put('a.jpg', bytes);
      await store.tag(ref, { 'pigeonpost:state': 'waiting' });
      await store.tag(ref, { 'pigeonpost:state': 'posted', 'pigeonpost:post': '1' });
      expect(await read(ref)).toEqual(bytes);
    });
  });
}

async function* pieces(...all: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const piece of all) {
    await Promise.resolve();
    yield piece;
  }
}
