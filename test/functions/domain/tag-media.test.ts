import { beforeEach, describe, expect, it, vi } from 'vitest';

import { newPublication } from '../../../functions/domain/new-publication.ts';
import type { MediaRef, PostMedia } from '../../../functions/domain/post.ts';
import { tagMedia } from '../../../functions/domain/tag-media.ts';
import { InMemoryMediaStore } from '../../fakes/in-memory-media-store.ts';

const bytes = Buffer.from('picture');
const result = { postId: '77', url: 'https://x.com/i/web/status/77', postedAtEpochMs: 0 };

describe('tagMedia', () => {
  let store: InMemoryMediaStore;

  beforeEach(() => {
    store = new InMemoryMediaStore();
  });

  function row(drop: MediaRef | undefined, media: readonly PostMedia[]) {
    const trigger = { id: 'a', source: 'webhook', label: 'cms', account: 'main', fingerprint: 'f' } as const;
    const post = { account: 'main', text: 'Hello', media };
    const beginning = { ...trigger, state: 'POSTED', dueAtEpochMs: null, post } as const;
    return newPublication(drop === undefined ? beginning : { ...beginning, drop }, 0);
  }

  it('shows at a drop that it is posted, and as what', async () => {
    const drop = store.put('main/a.jpg', bytes);
    await tagMedia({ ...row(drop, [{ from: 'stored', ref: drop }]), result }, store);
    expect(Object.fromEntries(store.tags)).toEqual({
      'drop/main/a.jpg': { 'pigeonpost:state': 'posted', 'pigeonpost:post': '77' },
    });
  });

  it('shows at a drop why it is not posted', async () => {
    const failure = { code: 'MEDIA_TYPE', message: 'no picture' };
    await tagMedia({ ...row(store.put('a.txt', bytes), []), state: 'REJECTED', failure }, store);
    expect(store.tags.get('drop/a.txt')).toEqual({ 'pigeonpost:state': 'failed', 'pigeonpost:reason': 'MEDIA_TYPE' });
  });

  it('tells the store which of the staged media are posted, each of them', async () => {
    const refs = [await store.stage('staged/a/0', bytes), await store.stage('staged/a/1', bytes)];
    await tagMedia(
      row(
        undefined,
        refs.map((ref) => ({ from: 'stored', ref })),
      ),
      store,
    );
    expect([...store.tags.keys()]).toEqual(['work/staged/a/0', 'work/staged/a/1']);
    expect(store.tags.get('work/staged/a/1')).toMatchObject({ 'pigeonpost:state': 'posted' });
  });

  it.each([
    { state: 'POSTED', renewed: [false] },
    { state: 'REJECTED', renewed: [true] },
    { state: 'CANCELLED', renewed: [true] },
    { state: 'EXPIRED', renewed: [true] },
  ] as const)('keeps staged media from now on where the end is $state: $renewed', async ({ state, renewed }) => {
    const ref = await store.stage('staged/a/0', bytes);
    const tag = vi.spyOn(store, 'tag');
    await tagMedia({ ...row(undefined, [{ from: 'stored', ref }]), state }, store);
    const options = tag.mock.calls.map((call: readonly unknown[]) => call[2] as { renew: boolean });
    expect(options.map(({ renew }) => renew)).toEqual(renewed);
  });

  it('leaves a picture alone that a call named by its key, and one that X has already', async () => {
    const named = store.put('main/door.jpg', bytes);
    const uploaded = { from: 'uploaded', mediaId: '1', expiresAtEpochSeconds: 0 } as const;
    await tagMedia(row(undefined, [{ from: 'stored', ref: named }, uploaded]), store);
    expect(store.tags.size).toBe(0);
  });
});
