import type { Tweet } from '../state/tweet.ts';
import type { World } from '../state/world.ts';

export interface TimelinePage {
  readonly count: number;
  /** Only Tweets younger than this one. */
  readonly sinceId?: string | undefined;
  /** Only this Tweet and older ones. */
  readonly maxId?: string | undefined;
  readonly withoutReplies?: boolean | undefined;
  readonly startEpochMs?: number | undefined;
  readonly endEpochMs?: number | undefined;
}

/** An author's Tweets, newest first. Tweets younger than the timeline's lag are not there yet. */
export function readTimeline(userId: string, page: TimelinePage, world: World): readonly Tweet[] {
  const visibleUntil = world.now() - world.settings.timelineLagMs;
  const tweets = world.tweets.byAuthor(userId);
  const found: Tweet[] = [];
  for (let at = tweets.length - 1; at >= 0 && found.length < page.count; at -= 1) {
    const tweet = tweets[at];
    if (tweet !== undefined && tweet.createdAtEpochMs <= visibleUntil && belongs(tweet, page)) found.push(tweet);
  }
  return found;
}

function belongs(tweet: Tweet, { sinceId, maxId, withoutReplies, startEpochMs, endEpochMs }: TimelinePage): boolean {
  const id = BigInt(tweet.id);
  const young = sinceId === undefined || id > BigInt(sinceId);
  const old = maxId === undefined || id <= BigInt(maxId);
  const inTime =
    tweet.createdAtEpochMs >= (startEpochMs ?? 0) && tweet.createdAtEpochMs <= (endEpochMs ?? Number.POSITIVE_INFINITY);
  return young && old && inTime && (withoutReplies !== true || tweet.replyTo === undefined);
}
