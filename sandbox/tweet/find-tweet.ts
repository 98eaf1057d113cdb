import { v1Error } from '../errors/v1-error.ts';
import { Refusal } from '../http/refusal.ts';
import type { Account } from '../state/account.ts';
import type { Tweet } from '../state/tweet.ts';
import type { World } from '../state/world.ts';
import { isVisible } from './is-visible.ts';

/** The live Tweet of that id. @throws Refusal as v1.1 does when there is none, or the caller may not see it. */
export function findTweet(id: string | undefined, caller: Account, world: World): Tweet {
  const tweet = world.tweets.get(id?.trim() ?? '');
  if (tweet === undefined) throw new Refusal(v1Error(404, 144, 'No status found with that ID.'));
  if (!isVisible(tweet, caller, world))
    throw new Refusal(v1Error(403, 179, 'Sorry, you are not authorized to see this status.'));
  return tweet;
}
