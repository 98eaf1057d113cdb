import type { Account } from '../state/account.ts';
import type { World } from '../state/world.ts';
import { createdAtEpochMs, renderUser } from './render-user.ts';

/** A v2 user object with the fields asked for; `id`, `name` and `username` always. */
export function renderV2User(
  account: Account,
  world: World,
  fields: ReadonlySet<string>,
): Readonly<Record<string, unknown>> {
  const old = renderUser(account, world);
  const latest = world.tweets.byAuthor(account.userId).at(-1);
  const all: Record<string, unknown> = {
    created_at: new Date(createdAtEpochMs(account.userId)).toISOString(),
    description: old['description'],
    location: undefined,
    most_recent_tweet_id: latest?.id,
    profile_image_url: old['profile_image_url_https'],
    profile_banner_url: old['profile_banner_url'],
    protected: account.protected,
    public_metrics: {
      followers_count: 1,
      following_count: 2,
      tweet_count: world.tweets.byAuthor(account.userId).length,
      listed_count: 0,
      like_count: 0,
      media_count: 0,
    },
    url: old['url'],
    verified: false,
    verified_type: 'none',
  };
  const asked = Object.entries(all).filter(([name, value]) => fields.has(name) && value !== undefined);
  return { id: account.userId, name: account.screenName, username: account.screenName, ...Object.fromEntries(asked) };
}
