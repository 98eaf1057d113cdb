import type { Account } from '../state/account.ts';
import type { Tweet } from '../state/tweet.ts';
import type { World } from '../state/world.ts';
import type { Draft } from './draft.ts';

/** Makes the Tweet of a draft that was judged; counts it for the daily limits. */
export function postDraft(draft: Draft, caller: Account, world: World): Tweet {
  const { reservedLength: _reservedLength, newMedia, ...content } = draft;
  const tweet: Tweet = {
    ...content,
    id: world.nextId(),
    userId: caller.userId,
    createdAtEpochMs: world.now(),
    consumerKey: caller.consumerKey,
  };
  world.tweets.add(tweet);
  world.statusCount.add(caller.userId, world.now());
  if (newMedia > 0) world.mediaCount.add(caller.userId, world.now(), newMedia);
  for (const mediaId of tweet.mediaIds) world.media.markAttached(mediaId, tweet.id);
  return tweet;
}
