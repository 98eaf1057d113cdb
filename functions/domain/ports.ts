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

/** What a listing tells of an object, without asking for it. */
export interface ListedObject {
  /** Pinned to the bytes that were listed. */
  readonly ref: MediaRef;
  readonly totalBytes: number;
  readonly changedAtEpochMs: number;
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
  /**
   * Shows at the object what became of it; replaces the tags we set before. With `renew`, for what we staged, the days
   * after which the store forgets it are counted from now.
   */
  tag(ref: MediaRef, tags: Readonly<Record<string, string>>, options?: { readonly renew?: boolean }): Promise<void>;
  /**
   * The objects of the drop bucket whose keys begin so and have no further slash, in the order of their keys; `most` of
   * them at most.
   */
  list(prefix: string, most: number): Promise<readonly ListedObject[]>;
  /**
   * Brings these bytes, tags and all, to another key of the drop bucket; `taken` when other bytes lie there. Nothing is
   * done to what is gone, and what replaced them stays, so that it may be called again after a crash.
   */
  move(ref: MediaRef, toKey: string): Promise<'done' | 'taken'>;
  /** Takes these bytes out of the drop bucket; what is gone, or replaced them, is left alone. */
  remove(ref: MediaRef): Promise<void>;
  /** Puts a text of ours in the drop bucket, over an older one of that key. */
  note(key: string, text: string): Promise<void>;
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
  /** Rows of that lane (`laneOf`) whose `dueAtEpochMs` has come, in the order of acceptance. */
  dueRows(lane: string, nowEpochMs: number, limit: number): Promise<readonly Publication[]>;
  /** Lanes (`laneOf`) with a row that is due: accounts, and `FETCH_LANE`. */
  dueAccounts(nowEpochMs: number): Promise<readonly string[]>;
  list(filter: LogFilter): Promise<readonly Publication[]>;
}

/** "This account has something to do": may be lost, doubled or late without harm. */
export interface Hints {
  send(account: string, delaySeconds?: number): Promise<void>;
}

/** "This row waits for what its URLs show": may be lost, doubled or late without harm. */
export interface FetchHints {
  send(publicationId: string): Promise<void>;
}

/** What may be fetched beside X's own media from the public internet by https. */
export interface FetchRules {
  readonly allowHttp: boolean;
  /** As in `cms.internal` or `cms.internal:8443`: these may be on any address, and on that port. */
  readonly allowPrivateHosts: readonly string[];
  /** Pictures are made fit for X later: they may be larger than X takes, and TIFF or AVIF. @default false */
  readonly picturesMadeFit?: boolean;
}

export interface FetchedMedia {
  /** As the server tells it; undefined when it does not. */
  readonly toldBytes: number | undefined;
  readonly bytes: AsyncIterable<Uint8Array>;
}

export interface MediaFetcher {
  /**
   * What lies behind the URL, as it comes. Nothing of ours is sent along, and no address is reached that is not public.
   *
   * @throws MediaRejectedError `URL_BLOCKED`, `FETCH_STATUS`, `FETCH_ENCODING`: asking again cannot help
   * @throws FetchFailedError asking later may help; also while the bytes are read
   */
  fetch(url: string, rules: FetchRules, signal?: AbortSignal): Promise<FetchedMedia>;
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
