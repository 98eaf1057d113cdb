import type { SandboxRequest } from '../http/endpoint.ts';
import type { Account } from '../state/account.ts';
import type { Tweet } from '../state/tweet.ts';
import type { World } from '../state/world.ts';
import { findEntities } from '../text/entities.ts';
import { findPlace } from './places.ts';
import { renderV2Media } from './render-v2-media.ts';
import { pollId, renderV2Tweet } from './render-v2-tweet.ts';
import { renderV2User } from './render-v2-user.ts';
import { readFields } from './v2-fields.ts';

/** What a reader asked to see of posts and of the things they point to. */
export interface V2Wish {
  readonly expansions: ReadonlySet<string>;
  readonly tweet: ReadonlySet<string>;
  readonly media: ReadonlySet<string>;
  readonly user: ReadonlySet<string>;
}

/** @throws Refusal for a field or expansion that X does not know. */
export function readWish(request: SandboxRequest): V2Wish {
  readFields(request, 'place.fields');
  readFields(request, 'poll.fields');
  const expansions = readFields(request, 'expansions');
  return {
    expansions,
    tweet: new Set([...readFields(request, 'tweet.fields'), ...impliedFields(expansions)]),
    media: readFields(request, 'media.fields'),
    user: readFields(request, 'user.fields'),
  };
}

/** An expansion brings the field that it expands. */
function impliedFields(expansions: ReadonlySet<string>): readonly string[] {
  return [...expansions].map((expansion) => expansion.split('.')[0] ?? '');
}

/** `includes` for these posts, or undefined when nothing was asked for or found. */
export function renderIncludes(
  tweets: readonly Tweet[],
  world: World,
  wish: V2Wish,
): Readonly<Record<string, unknown[]>> | undefined {
  const { expansions } = wish;
  const has = (name: string): boolean => expansions.has(name);
  const included: Record<string, unknown[]> = {
    media: has('attachments.media_keys') ? mediaOf(tweets, world, wish) : [],
    users: usersOf(tweets, world, expansions).map((account) => renderV2User(account, world, wish.user)),
    tweets: has('referenced_tweets.id')
      ? referenced(tweets, world).map((tweet) => renderV2Tweet(tweet, world, wish.tweet))
      : [],
    places: has('geo.place_id') ? placesOf(tweets) : [],
    polls: has('attachments.poll_ids') ? pollsOf(tweets) : [],
  };
  const found = Object.entries(included).filter(([, list]) => list.length > 0);
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

function mediaOf(tweets: readonly Tweet[], world: World, wish: V2Wish): unknown[] {
  const ids = new Set(tweets.flatMap(({ mediaIds }) => mediaIds));
  return [...ids].flatMap((id) => world.media.find(id) ?? []).map((media) => renderV2Media(media, wish.media));
}

function usersOf(tweets: readonly Tweet[], world: World, expansions: ReadonlySet<string>): readonly Account[] {
  const accounts = new Set<Account | undefined>();
  for (const tweet of tweets) {
    if (expansions.has('author_id')) accounts.add(world.accountBook.byId(tweet.userId));
    if (expansions.has('in_reply_to_user_id')) accounts.add(world.accountBook.byId(tweet.replyTo?.userId ?? ''));
    if (!expansions.has('entities.mentions.username')) continue;
    for (const entity of findEntities(tweet.text)) {
      if (entity.kind === 'mention') accounts.add(world.accountBook.byName(entity.screenName));
    }
  }
  return [...accounts].filter((account) => account !== undefined);
}

function referenced(tweets: readonly Tweet[], world: World): readonly Tweet[] {
  const ids = new Set(tweets.flatMap(({ replyTo, quotedId }) => [replyTo?.statusId ?? [], quotedId ?? []].flat()));
  return [...ids].flatMap((id) => world.tweets.get(id) ?? []);
}

function placesOf(tweets: readonly Tweet[]): unknown[] {
  const ids = new Set(tweets.flatMap(({ placeId }) => placeId ?? []));
  return [...ids].flatMap((id) => findPlace(id) ?? []).map(({ id, fullName }) => ({ id, full_name: fullName }));
}

function pollsOf(tweets: readonly Tweet[]): unknown[] {
  return tweets.flatMap((tweet) => {
    const options = tweet.extras?.poll?.options.map((label, at) => ({ position: at + 1, label, votes: 0 }));
    return options === undefined ? [] : [{ id: pollId(tweet), options }];
  });
}
