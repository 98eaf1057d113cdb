import { spend } from './account-ledger.ts';
import { AccountHeldError, RateLimitedError, XRefusedError, XUnavailableError, XUnreachableError } from './errors.ts';
import { failureOf } from './failure.ts';
import { mayExistSinceEpochMs } from './find-post.ts';
import { pricesMicroUsd } from './price.ts';
import type { WorkedRow } from './worked-row.ts';
import type { RecentPost } from './x-account.ts';

const READ_AGAIN_MS = 60_000;

export type OwnPosts =
  /** Those that settle another row are left out. */
  | { readonly outcome: 'read'; readonly posts: readonly RecentPost[] }
  | { readonly outcome: 'later'; readonly atEpochMs: number }
  /** The app may write and not read: that is no reason to stop posting. */
  | { readonly outcome: 'unreadable' };

/**
 * The account's posts that may be this row's, as X shows them now.
 *
 * @throws AccountHeldError for keys that X refuses, StoreUnavailableError
 */
export async function readOwnPosts(work: WorkedRow, signal?: AbortSignal): Promise<OwnPosts> {
  const { row, ports, lease } = work;
  const account = await ports.accounts.open(row.account);
  try {
    const posts = await account.recentPosts(Math.min(ports.clock(), mayExistSinceEpochMs(row)), signal);
    lease.learn((ledger) => spend(ledger, posts.length * pricesMicroUsd.ownedRead, ports.clock()));
    return { outcome: 'read', posts: await withoutClaimed(work, posts) };
  } catch (error) {
    if (error instanceof XRefusedError) return { outcome: 'unreadable' };
    if (error instanceof AccountHeldError && (error.reason === 'access' || error.reason === 'credits')) {
      return { outcome: 'unreadable' };
    }
    if (error instanceof RateLimitedError) return later(work, error.retryAtEpochMs, error);
    if (error instanceof XUnavailableError || error instanceof XUnreachableError) {
      return later(work, ports.clock() + READ_AGAIN_MS, error);
    }
    throw error;
  }
}

function later({ row, ports }: WorkedRow, atEpochMs: number, error: Error): OwnPosts {
  ports.journal.write('warn', 'reconcile-postponed', { id: row.id, code: failureOf(error).code });
  return { outcome: 'later', atEpochMs };
}

async function withoutClaimed(work: WorkedRow, posts: readonly RecentPost[]): Promise<readonly RecentPost[]> {
  const owners = await Promise.all(posts.map(async (post) => work.ports.log.claimOf(post.postId)));
  return posts.filter((_, i) => owners[i] === undefined || owners[i] === work.row.id);
}
