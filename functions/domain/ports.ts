import type { MediaRef } from './post.ts';
import type { PublicState } from './publication-state.ts';
import type { AccountGate, ContentMark, LogItem, Publication, TriggerSource } from './publication.ts';

/** Milliseconds since 1970, UTC. */
export type Clock = () => number;
/** Uniform in [0, 1); for jitter only, never for secrets. */
export type Random = () => number;

export interface StoredObject {
  readonly ref: MediaRef;
  readonly totalBytes: number;
  readonly eTag: string;
  /** `x-amz-meta-*` without the prefix, names in lower case. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** The drop bucket and the work bucket. Every method here, as in all ports, may throw `StoreUnavailableError`. */
export interface MediaStore {
  /** Throws `MediaRejectedError` `SOURCE_GONE` or `SOURCE_CHANGED`. */
  head(ref: MediaRef): Promise<StoredObject>;
  /** Bytes from `startByte` up to, not including, `endByteExclusive` (to the end when absent). */
  read(
    ref: MediaRef,
    startByte?: number,
    endByteExclusive?: number,
    signal?: AbortSignal,
  ): Promise<AsyncIterable<Uint8Array>>;
  /** Durable in the work bucket when the promise resolves. */
  stage(key: string, bytes: AsyncIterable<Uint8Array> | Uint8Array): Promise<MediaRef>;
  /** Shows in the drop bucket what became of a drop; replaces the tags we set before. */
  tag(ref: MediaRef, tags: Readonly<Record<string, string>>): Promise<void>;
}

export interface LogFilter {
  readonly account?: string;
  readonly state?: PublicState;
  readonly source?: TriggerSource;
  /** Newest first; rows after this id. */
  readonly after?: string;
  readonly limit: number;
}

/**
 * The truth about every trigger. Rows are replaced whole, each under the condition that its version is the one
 * that was read, several of them in one transaction.
 *
 * A write that was repeated because its answer got lost counts as done: each implementation recognises its own.
 */
export interface PublicationLog {
  publication(id: string): Promise<Publication | undefined>;
  /** The account's item; one that was never written reads as open, version 0. */
  gate(account: string): Promise<AccountGate>;
  claimOf(postId: string): Promise<string | undefined>;
  /** The mark of a content, by its whole id. */
  mark(id: string): Promise<ContentMark | undefined>;
  /**
   * Puts all items or none: each one only if the stored version is `item.version - 1` (0: it does not exist yet).
   * `conflict` when any version was another.
   */
  transact(writes: readonly LogItem[]): Promise<'done' | 'conflict'>;
  /** Rows of the account whose `dueAtEpochMs` has come, in the order of acceptance. */
  dueRows(account: string, nowEpochMs: number, limit: number): Promise<readonly Publication[]>;
  /** Accounts with a row that is due. */
  dueAccounts(nowEpochMs: number): Promise<readonly string[]>;
  list(filter: LogFilter): Promise<readonly Publication[]>;
}

/** "This account has something to do": may be lost, doubled or late without harm. */
export interface Hints {
  send(account: string, delaySeconds?: number): Promise<void>;
}

/** Values by name, each a JSON document; what they mean is the reader's business. */
export interface Secrets {
  /**
   * @param options.fresh past the cache, and into it
   * @throws AccountHeldError reason `secret`, when there is none or it cannot be read
   */
  read(name: string, options?: { readonly fresh?: boolean }): Promise<unknown>;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** One line a step. Fields are an allow list: sizes, durations, states, codes, ids; never text, tokens or URLs with a query. */
export interface Journal {
  write(level: LogLevel, event: string, fields?: Readonly<Record<string, string | number | boolean | null>>): void;
}
