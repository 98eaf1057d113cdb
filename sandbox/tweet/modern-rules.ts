import { plainProblem } from '../errors/v2-problem.ts';
import { Refusal } from '../http/refusal.ts';
import type { Account } from '../state/account.ts';
import type { PriceName } from '../state/credits.ts';
import type { Tweet } from '../state/tweet.ts';
import type { World } from '../state/world.ts';
import { findEntities, mentionedNames } from '../text/entities.ts';
import type { V2Post } from './v2-post-schema.ts';

const UNSUMMONED =
  'Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author of the post you are replying to.';

/**
 * What self-serve callers may no longer do since 2026: answer who did not call them, quote, edit, use two cashtags.
 * @throws Refusal
 */
export function requireModernRules(post: V2Post, target: Tweet | undefined, caller: Account, world: World): void {
  if (world.settings.era !== 'modern') return;
  if (post.quote_tweet_id !== undefined || post.edit_options !== undefined)
    throw forbid('You are not permitted to perform this action.');
  if (cashtags(post.text) > 1) throw forbid('You are allowed a maximum of one cashtag in a post.');
  if (target !== undefined && target.userId !== caller.userId && !isSummoned(target, caller)) throw forbid(UNSUMMONED);
}

/** The price of a post: a link makes it dear, an answer to somebody who called is cheaper. */
export function priceOf(post: V2Post, target: Tweet | undefined, caller: Account): PriceName {
  if (findEntities(post.text).some(({ kind }) => kind === 'url')) return 'post-with-url';
  return target !== undefined && target.userId !== caller.userId ? 'summoned-reply' : 'post';
}

function isSummoned(target: Tweet, caller: Account): boolean {
  return mentionedNames(target.text).has(caller.screenName.toLowerCase());
}

function cashtags(text: string): number {
  return findEntities(text).filter(({ kind }) => kind === 'symbol').length;
}

function forbid(detail: string): Refusal {
  return new Refusal(plainProblem(403, 'Forbidden', detail), detail);
}
