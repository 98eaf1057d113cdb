import type { Post, PostGeo, ReplySettings } from './post.ts';

/** What the bytes are, told from the bytes. A still GIF is a `photo`. */
export type MediaKind = 'photo' | 'animated-gif' | 'video';

/** Bytes that can be read by range, any range any number of times. */
export interface MediaSource {
  /** As in `image/jpeg`; told from the bytes, never from the name. */
  readonly mediaType: string;
  readonly kind: MediaKind;
  readonly totalBytes: number;
  /** The bytes from `startByte` up to, not including, `endByteExclusive`, in order. */
  read(startByte: number, endByteExclusive: number, signal?: AbortSignal): Promise<AsyncIterable<Uint8Array>>;
}

/** How far a chunked upload has come: enough for another run to go on with it. */
export interface UploadProgress {
  readonly mediaId: string;
  readonly mediaKey?: string;
  readonly chunkBytes: number;
  readonly segmentsDone: readonly number[];
  readonly segmentsTotal: number;
  readonly finalized: boolean;
  readonly expiresAtEpochSeconds: number;
}

export interface UploadOptions {
  readonly signal?: AbortSignal;
  readonly additionalOwners?: readonly string[];
  /** Continue this upload instead of beginning a new one. */
  readonly resume?: UploadProgress;
  /** Called after each step that a resumed upload need not repeat. */
  readonly onProgress?: (progress: UploadProgress) => void;
}

/** An X media id, with `processing` while X still works on it. */
export interface UploadedMedia {
  readonly mediaId: string;
  /** As in `3_710511363345354753`; reconciling matches by it. */
  readonly mediaKey?: string;
  readonly expiresAtEpochSeconds: number;
  /** Absent when the media can be attached now; else ask `mediaStatus` at `checkAtEpochMs`. */
  readonly processing?: { readonly checkAtEpochMs: number; readonly progressPercent?: number };
}

/** What `statuses/update_with_media` takes, as `help/configuration` says or last said. */
export interface InlineLimits {
  readonly maxMedia: number;
  readonly maxPhotoBytes: number;
  /** Characters of the text that the link to one medium takes away. */
  readonly charactersReserved: number;
}

/** A post ready to be created: its media are on X, or ride along where the endpoint takes bytes. */
export interface PostRequest {
  readonly text: string;
  readonly mediaIds: readonly string[];
  /** Only for an account with `endpoint: 'update_with_media'`: the one picture that goes with the call. */
  readonly inlineMedia?: MediaSource;
  readonly replyTo?: string;
  readonly excludeReplyUserIds?: readonly string[];
  readonly replySettings?: ReplySettings;
  readonly geo?: PostGeo;
  readonly sensitive?: boolean;
  readonly madeWithAi?: boolean;
  readonly paidPartnership?: boolean;
  readonly attachmentUrl?: string;
}

/** One of X's limits as an answer told it. */
export interface LimitWindow {
  /** As in `x-rate-limit` or `x-user-limit-24hour`. */
  readonly name: string;
  /** Posts that X takes in one window, where it told. */
  readonly limit?: number;
  /** Posts that X still takes until then. */
  readonly remaining: number;
  /** By our clock. */
  readonly resetAtEpochMs: number;
}

export interface CreatedPost {
  readonly postId: string;
  /** Where people see it, as in `https://x.com/i/status/1`. */
  readonly url: string;
  /** The limits for posts that X told with its answer; v1.1 tells none. */
  readonly windows?: readonly LimitWindow[];
}

/** One of the account's own recent posts, escapes and t.co links undone. */
export interface RecentPost {
  readonly postId: string;
  readonly createdAtEpochMs: number;
  /** Without the trailing link to its own media. */
  readonly text: string;
  readonly mediaKeys: readonly string[];
  readonly replyTo?: string;
}

export interface XUser {
  readonly userId: string;
  readonly screenName: string;
  /** `read`, `read-write` or `read-write-directmessages`, where X told us in `x-access-level`. */
  readonly accessLevel?: string;
}

/** A field of a post that cannot be sent, with the reason and, where one knows it, the way out. */
export interface FieldFault {
  /** As in `geo.lat` or `media[2]`. */
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/**
 * One account on X, through its driver. Failures are the errors of `errors.ts`, and nothing else.
 *
 * Uploads and reads are repeated inside where that is safe; `createPost` is sent exactly once, whatever happens.
 */
export interface XAccount {
  readonly driver: 'v1' | 'v2';
  /** Whether media travel inside `createPost` (`statuses/update_with_media`) instead of being uploaded first. */
  readonly takesInlineMedia: boolean;
  /** First 6 hex digits of the SHA-256 of the access token: media ids belong to the token that uploaded them. */
  readonly tokenFingerprint: string;
  /** What this driver cannot express, by field; empty when all can be sent. */
  unsupportedFields(post: Post): readonly FieldFault[];
  /**
   * Begins to connect to where this post's calls go, so that the handshakes are over by then. Sends nothing, and what
   * fails is left to those calls.
   */
  connectAhead(post: Post): void;
  /** Uploads the bytes; waits at most 10 s for processing, then hands back a time to look again. */
  uploadMedia(source: MediaSource, options?: UploadOptions): Promise<UploadedMedia>;
  /** Asks how processing goes. Throws `MediaRejectedError` when X gave up on the media. */
  mediaStatus(mediaId: string, signal?: AbortSignal): Promise<UploadedMedia>;
  /** Sets alt text and the sensitivity warning; may be repeated. Must precede `createPost`. */
  describeMedia(
    mediaId: string,
    description: { readonly altText?: string; readonly sensitive?: boolean },
    signal?: AbortSignal,
  ): Promise<void>;
  /** Creates the post. Never re-sent here; an unclear answer is an `OutcomeUnknownError`. */
  createPost(request: PostRequest, signal?: AbortSignal): Promise<CreatedPost>;
  /** The account's own posts since that moment, newest first, to the end. */
  recentPosts(sinceEpochMs: number, signal?: AbortSignal): Promise<readonly RecentPost[]>;
  whoAmI(signal?: AbortSignal): Promise<XUser>;
  /** Only where `takesInlineMedia`: the limits of that endpoint, which are not those of an upload. */
  inlineLimits?(signal?: AbortSignal): Promise<InlineLimits>;
}

/** Opens accounts by the name the config gives them. */
export interface XAccounts {
  /**
   * The account behind `name`, its keys read from the secret.
   *
   * @param options.freshKeys read the secret past the cache, since it may have been rotated; later calls without it
   * find what was read then
   * @throws AccountHeldError reason `secret` when there is no usable value
   */
  open(name: string, options?: { readonly freshKeys?: boolean }): Promise<XAccount>;
}
