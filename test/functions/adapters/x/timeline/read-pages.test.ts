import { describe, expect, it } from 'vitest';

import { readPages } from '../../../../../functions/adapters/x/timeline/read-pages.ts';
import type { RecentPost } from '../../../../../functions/domain/x-account.ts';

const post = (postId: string): RecentPost => ({ postId, createdAtEpochMs: 0, text: '', mediaKeys: [] });

describe('readPages', () => {
  it('gives all posts of all pages, newest first by the whole id, each once', async () => {
    const pages = [
      { posts: [post('1149914662164684801'), post('1149914662164684800')], next: 'b' },
      { posts: [post('1149914662164684802'), post('1149914662164684800'), post('99')], next: undefined },
    ];
    const asked: unknown[] = [];
    const posts = await readPages(async (cursor) => {
      asked.push(cursor);
      await Promise.resolve();
      return pages[asked.length - 1] ?? { posts: [], next: undefined };
    });
    expect(posts.map(({ postId }) => postId)).toEqual([
      '1149914662164684802',
      '1149914662164684801',
      '1149914662164684800',
      '99',
    ]);
    expect(asked).toEqual([undefined, 'b']);
  });

  it.each([
    { case: 'names the same page again', next: () => 'again' },
    { case: 'names ever more pages', next: (count: number) => `page ${count}` },
  ])('answers nothing rather than a part when X $case', async ({ next }) => {
    let count = 0;
    const reading = readPages(async () => {
      await Promise.resolve();
      count += 1;
      return { posts: [post(String(count))], next: next(count) };
    });
    await expect(reading).rejects.toMatchObject({ code: 'X_UNAVAILABLE', retry: 'later' });
    expect(count).toBeLessThan(100);
  });
});
