import type { HoldReason } from '../../../domain/errors.ts';

/** What a call was for; the same words of X can mean different things. */
export type Step = 'create' | 'upload' | 'describe' | 'read';

/** What becomes of it: the error's class, with its stable code. */
export type Verdict =
  | { readonly error: 'XRefusedError'; readonly code: string }
  | { readonly error: 'MediaRejectedError'; readonly code: string }
  | { readonly error: 'DuplicateRefusedError'; readonly code: 'DUPLICATE' }
  | { readonly error: 'MediaIdRefusedError'; readonly code: 'X_MEDIA_INVALID' }
  | { readonly error: 'RateLimitedError'; readonly code: 'RATE_LIMITED' | 'DAILY_LIMIT' }
  | { readonly error: 'AccountHeldError'; readonly code: string; readonly reason: HoldReason };

/** One row: what X says, what that means here, what a person does about it. All conditions given must hold. */
export interface Outcome {
  readonly codes?: readonly number[];
  /** Last segments of v2 problem types. */
  readonly problems?: readonly string[];
  readonly statuses?: readonly number[];
  /** In X's title or detail. */
  readonly says?: RegExp;
  readonly steps?: readonly Step[];
  readonly verdict: Verdict;
  readonly advice: string;
}

export const held = (reason: HoldReason, code: string): Verdict => ({ error: 'AccountHeldError', reason, code });
export const refused = (code: string): Verdict => ({ error: 'XRefusedError', code });
export const media = (code: string): Verdict => ({ error: 'MediaRejectedError', code });
