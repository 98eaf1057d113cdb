import type { Tweet } from '../state/tweet.ts';
import type { World } from '../state/world.ts';
import { renderTweet } from '../tweet/render-tweet.ts';
import { WHOLE_TWEET } from '../tweet/tweet-shape.ts';
import { type PostView, readPost } from './post-view.ts';

const PAGE_POSTS = 40;

export interface PostsPage {
  readonly posts: readonly PostView[];
  /** The id to go on before, when there are older posts. */
  readonly next: string | undefined;
}

/** Newest first; `account` and `before` narrow it. An unknown account has no posts. */
export function readPosts(world: World, account: string | undefined, before: string | undefined): PostsPage {
  const author = account === undefined ? undefined : world.accountBook.byName(account);
  const byAuthor = author === undefined ? [] : world.tweets.byAuthor(author.userId);
  const newestFirst = (account === undefined ? world.tweets.all() : byAuthor).toReversed();
  // Ids are handed out in ascending order, but too large for a number.
  const older = before === undefined ? newestFirst : newestFirst.filter(({ id }) => BigInt(id) < BigInt(before));
  const page = older.slice(0, PAGE_POSTS);
  return {
    posts: page.flatMap((tweet) => viewOf(tweet, world)),
    next: older.length > page.length ? page.at(-1)?.id : undefined,
  };
}

export interface Conversation {
  /** What it answers, oldest first. */
  readonly before: readonly PostView[];
  readonly post: PostView;
  /** What answers it, oldest first. */
  readonly replies: readonly PostView[];
}

const MAX_ANCESTORS = 25;

/** The post with what it answers and what answers it; undefined when there is none with this id. */
export function readConversation(world: World, id: string): Conversation | undefined {
  const tweet = world.tweets.get(id);
  const [post] = tweet === undefined ? [] : viewOf(tweet, world);
  if (tweet === undefined || post === undefined) return undefined;
  const before: PostView[] = [];
  for (let above = parentOf(tweet, world); above !== undefined && before.length < MAX_ANCESTORS;) {
    before.unshift(...viewOf(above, world));
    above = parentOf(above, world);
  }
  const replies = world.tweets.all().filter(({ replyTo }) => replyTo?.statusId === id);
  return { before, post, replies: replies.flatMap((reply) => viewOf(reply, world)) };
}

function parentOf({ replyTo }: Tweet, world: World): Tweet | undefined {
  return replyTo === undefined ? undefined : world.tweets.get(replyTo.statusId);
}

function viewOf(tweet: Tweet, world: World): readonly PostView[] {
  const post = readPost(renderTweet(tweet, world, { ...WHOLE_TWEET, altText: true }));
  return post === undefined ? [] : [post];
}
