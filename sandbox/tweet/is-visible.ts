import type { Account } from '../state/account.ts';
import type { Tweet } from '../state/tweet.ts';
import type { World } from '../state/world.ts';

/** Tweets of a protected account are seen by itself alone: nobody follows anybody here. */
export function isVisible(tweet: Tweet, viewer: Account | undefined, world: World): boolean {
  return tweet.userId === viewer?.userId || world.accountBook.byId(tweet.userId)?.protected !== true;
}
