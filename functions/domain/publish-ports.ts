import type { UntoldLimit } from './account-ledger.ts';
import type { AnnouncePorts } from './announce-end.ts';
import type { PictureFitter, PictureRules } from './pictures/picture-fitter.ts';
import type { Clock, Hints, Journal, MediaStore, PublicationLog, Random } from './ports.ts';
import type { Post } from './post.ts';
import type { DropCompany, Failure, Publication } from './publication.ts';
import type { QuietHours } from './quiet-hours.ts';
import type { XAccounts } from './x-account.ts';

/** What became of a drop when its time came. */
export type Gathered =
  | {
      readonly outcome: 'complete';
      readonly post: Post;
      readonly warnings: readonly string[];
      readonly company?: DropCompany;
      /** The posts that follow it in its thread. */
      readonly thread?: readonly Post[];
    }
  | { readonly outcome: 'wait'; readonly untilEpochMs: number }
  | { readonly outcome: 'rejected'; readonly failure: Failure }
  /** No post, and nobody's fault. */
  | { readonly outcome: 'ignored'; readonly failure: Failure };

/** What the account's owner decided; from the config. */
export interface AccountRules {
  /** Later than this after it was due, a post is not sent any more. */
  readonly maxLatenessHours: number;
  /** When to look for a post whose outcome is unknown, seconds after the call. */
  readonly reconcileAfterSeconds: readonly number[];
  /** The last step when looking did not help. */
  readonly whenUnknown: 'ask' | 'repost' | 'drop';
  /** Most posts on one day, UTC; no limit of ours when absent. */
  readonly postsPerDay?: number;
  /** Most pictures and videos on the posts of one day, UTC; no limit of ours when absent. */
  readonly mediaPerDay?: number;
  readonly minimumSpacingSeconds?: number;
  /** Most that the posts of one month, UTC, may cost; no limit of ours when absent. */
  readonly monthlyBudgetMicroUsd?: number;
  /** A content posted within this time is not posted again; repeats are let through when absent. */
  readonly refuseRepeatsWithinHours?: number;
  /** What X allows without telling, where it tells nothing: v1.1. */
  readonly untoldLimit?: UntoldLimit;
}

/** What the owner decided for one route of the drop bucket. */
export interface RouteRules {
  readonly prefix: string;
  readonly quietHours?: QuietHours;
  readonly minimumSpacingSeconds?: number;
}

/** Everything the publisher reaches. */
export interface PublishPorts extends AnnouncePorts {
  readonly log: PublicationLog;
  readonly hints: Hints;
  readonly media: MediaStore;
  readonly accounts: XAccounts;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly random: Random;
  /** Resolves after that long; injected, so that tests and the simulator own time. */
  pause(milliseconds: number): Promise<void>;
  /** Reads what belongs to a drop and makes the post of it. */
  gather(row: Publication): Promise<Gathered>;
  rules(account: string): AccountRules;
  /** Undefined for rows that came by no route. */
  routeRules?(row: Publication): RouteRules | undefined;
  /** Makes pictures fit for X before they go up; all go as they are when absent. */
  readonly pictures?: PicturePorts;
}

export interface PicturePorts {
  readonly fitter: PictureFitter;
  /** What the route that the row came by, or its account, allows. */
  rules(row: Publication): PictureRules;
}
