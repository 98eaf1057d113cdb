import { checkForAccount, type PostingAccount } from './check-for-account.ts';
import type { KnownMedia } from './check-media.ts';
import type { Post } from './post.ts';
import { pricePost, type PostPrice } from './price.ts';
import { weighText } from './weigh-text.ts';
import type { FieldFault } from './x-account.ts';
import { MAX_WEIGHTED_TEXT_LENGTH } from './x-limits.ts';

/** One post as it would go out. */
export interface PostPlan {
  readonly post: Post;
  /** In X's characters, of the 280 that a post may have. */
  readonly weightedLength: number;
  readonly maxWeightedLength: number;
  /** What its media are, index by index; null where nothing is known. */
  readonly media: KnownMedia;
  readonly price: PostPrice;
  /** Empty when it can be sent. */
  readonly faults: readonly FieldFault[];
  readonly warnings: readonly string[];
}

export interface PlanRules extends PostingAccount {
  /** The post continues a thread: a reply to the account's own post before it. @default false */
  readonly continuesThread?: boolean;
}

/** What posting this would mean, by the validator and the prices that the real thing asks; writes nothing. */
export function planPost(post: Post, media: KnownMedia, rules: PlanRules, nowEpochMs: number): PostPlan {
  return {
    post,
    weightedLength: weighText(post.text).weightedLength,
    maxWeightedLength: MAX_WEIGHTED_TEXT_LENGTH,
    media,
    price: pricePost(post, rules),
    ...checkForAccount(post, media, rules, nowEpochMs),
  };
}
