import type { AccountLedger, Demand } from './account-ledger.ts';
import type { HoldReason } from './errors.ts';
import type { MediaRef, Post } from './post.ts';
import type { LogState } from './publication-state.ts';
import type { UploadProgress } from './x-account.ts';

export type TriggerSource = 'drop' | 'webhook' | 'bridge' | 'command';

/** A picture as it was made fit for X: what is uploaded in the place of the one that arrived. */
export interface FittedMedia {
  readonly ref: MediaRef;
  /** What was done to it, as in `turned`. */
  readonly changes: readonly string[];
}

/** What became of one medium of the post; index by index as in `post.media`. */
export interface MediaRecord {
  /** SHA-256 of the bytes, hex; known where the account refuses repeats, and of what was fetched. */
  readonly sha256?: string;
  /** Equal for equal bytes. */
  readonly print?: string;
  /** Absent for what goes as it arrived. */
  readonly fitted?: FittedMedia;
  /** How often decoding it was begun and not seen to its end: a picture may be more than the memory holds. */
  readonly decodings?: number;
  readonly mediaType?: string;
  readonly totalBytes?: number;
  readonly mediaId?: string;
  readonly mediaKey?: string;
  /** Media ids belong to the token that uploaded them. */
  readonly uploadedBy?: string;
  readonly expiresAtEpochSeconds?: number;
  readonly described?: boolean;
  /** Since when X works on it; absent when it did not have to. */
  readonly processingSinceEpochMs?: number;
  readonly progress?: UploadProgress;
}

/** One call that creates the post, from intent to outcome. */
export interface Attempt {
  readonly number: number;
  readonly intentAtEpochMs: number;
  readonly outcome: 'open' | 'posted' | 'refused' | 'unsent' | 'unknown' | 'absent';
  readonly detail?: string;
  readonly endedAtEpochMs?: number;
  /** The media it showed; others are uploaded for a later attempt where these have expired. */
  readonly mediaIds?: readonly string[];
  /** What the account was charged for it; given back when X did not create the post. */
  readonly charged?: Demand;
}

export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly advice?: string;
}

export interface Reconcile {
  /** From when on the reads are counted; earlier than all attempts only where it looks for what a twin's call made. */
  readonly sinceEpochMs: number;
  readonly absentReads: number;
  /** X's refusal of a later attempt: the last word, if the earlier attempt turns out to have failed. */
  readonly refusal?: Failure;
}

/** Where a row stands in a thread; it waits for the row before it and replies to its post. */
export interface ThreadPlace {
  /** The id of the thread's first row. */
  readonly id: string;
  /** 0 for the first. */
  readonly index: number;
  readonly total: number;
  /** The row before it; null for the first. */
  readonly previousId: string | null;
}

/** What lay with a dropped file when its post was made. */
export interface DropCompany {
  /** Files that were read for it beside its pictures, and belong to it alone. */
  readonly files: readonly MediaRef[];
  /** A note of ours lies there that says why an earlier post of that key failed. */
  readonly hasNote: boolean;
}

/** One row of the log: a trigger that was accepted, and all that happened to it since. */
export interface Publication {
  readonly kind: 'publication';
  /** Made from the trigger's key: the same trigger always gives the same id. */
  readonly id: string;
  readonly version: number;
  readonly source: TriggerSource;
  /** What people call it: the object's key, or the webhook's name. */
  readonly label: string;
  readonly account: string;
  /** SHA-256 of what was asked for, hex: the same id with another fingerprint is a misuse of the key. */
  readonly fingerprint: string;
  readonly state: LogState;
  readonly acceptedAtEpochMs: number;
  readonly updatedAtEpochMs: number;
  /** When to look at it next; null only in NEEDS_HUMAN and in final states, but for the last look. */
  readonly dueAtEpochMs: number | null;
  /** The object that was dropped; null for the other triggers. */
  readonly drop: MediaRef | null;
  /** Absent for the other triggers, and while a drop is still gathering. */
  readonly company?: DropCompany;
  /** Its end has still to be shown: in the folder that it was dropped in, at what we staged for it. */
  readonly isUnshown?: boolean;
  /** Null while a drop is still gathering. */
  readonly post: Post | null;
  readonly media: readonly MediaRecord[];
  readonly attempts: readonly Attempt[];
  /** While the outcome of a call is unknown: since when, and how often X was asked without finding the post. */
  readonly reconcile: Reconcile | null;
  readonly result: { readonly postId: string; readonly url: string; readonly postedAtEpochMs: number } | null;
  readonly failure: Failure | null;
  readonly warnings: readonly string[];
  /** 1 at intake, one more for each redrive. */
  readonly generation: number;
  /** When it was last sent again by hand; from then on its lateness counts. */
  readonly redrivenAtEpochMs?: number;
  /** Absent for a post of its own. */
  readonly thread?: ThreadPlace;
  /** Failed tries before anything was sent; bounds what can be repeated for ever. */
  readonly stumbles: number;
}

/** The one item by account: who works it, and whether it may post. */
export interface AccountGate {
  readonly kind: 'account';
  /** `account/<name>` */
  readonly id: string;
  readonly version: number;
  readonly account: string;
  readonly lease: { readonly owner: string; readonly untilEpochMs: number } | null;
  /** X asked to wait, or the account's own pace does. */
  readonly closedUntilEpochMs: number | null;
  /** Where the account's own pace does: absent or null where X does. */
  readonly closedByPace?: PaceClosure | null;
  /** Stands still until `resume`. */
  readonly held: Hold | null;
  readonly ledger: AccountLedger;
}

/** Which row met the account's own pace, and under which rules; other rules open the account again. */
export interface PaceClosure {
  readonly publicationId: string;
  readonly rules: string;
}

export interface Hold {
  readonly reason: HoldReason;
  readonly message: string;
  readonly advice?: string;
  readonly sinceEpochMs: number;
  /** With reason `budget`: the price that did not fit any more. The account goes on by itself once it does. */
  readonly priceMicroUsd?: number;
}

/** One post on X settles one row: whoever holds `claim/<postId>` is the row it belongs to. */
export interface PostClaim {
  readonly kind: 'claim';
  readonly id: string;
  readonly version: number;
  readonly publicationId: string;
  /** May be forgotten afterwards; kept for good when absent. */
  readonly expiresAtEpochSeconds?: number;
}

/**
 * What an account posted, or began to, and when: `content/<account>/<print>`; and which row a signed call of the bridge
 * is for: `nonce/<key>/<nonce>`.
 */
export interface ContentMark {
  readonly kind: 'mark';
  readonly id: string;
  readonly version: number;
  readonly publicationId: string;
  readonly atEpochMs: number;
  /** May be forgotten afterwards; kept for good when absent. */
  readonly expiresAtEpochSeconds?: number;
}

export type LogItem = Publication | AccountGate | PostClaim | ContentMark;
