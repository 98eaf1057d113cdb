import { XUnavailableError } from '../../../domain/errors.ts';
import type { RecentPost } from '../../../domain/x-account.ts';
import { byIdDescending } from './snowflake.ts';

/** X shows at most 3,200 own posts, 100 or 200 a page; more pages mean that paging does not end. */
const MAX_PAGES = 40;

export interface Page {
  readonly posts: readonly RecentPost[];
  /** Names the next page; undefined at the end. */
  readonly next: string | undefined;
}

/** All posts of all pages, newest first, each once. */
export async function readPages(readPage: (cursor: string | undefined) => Promise<Page>): Promise<RecentPost[]> {
  const posts = new Map<string, RecentPost>();
  let cursor: string | undefined;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const page = await readPage(cursor);
    for (const post of page.posts) posts.set(post.postId, post);
    if (page.next === undefined) return [...posts.values()].toSorted(byIdDescending);
    if (page.next === cursor) break;
    cursor = page.next;
  }
  // Half a timeline would show a post as absent that is there.
  throw new XUnavailableError(`X's list of own posts did not end after ${MAX_PAGES} pages`);
}
