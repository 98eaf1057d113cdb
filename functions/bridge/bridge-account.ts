import type { UserFacts } from '../triggers/v1-bridge/render-user.ts';

/** What X tells of a medium while it is uploaded. */
export interface BridgeMedia {
  readonly mediaId: string;
  /** As in `3_710511363345354753`. */
  readonly mediaKey?: string;
  readonly totalBytes?: number;
  /** From now on; how long the id can be attached. */
  readonly expiresAfterSeconds?: number;
  readonly processing?: BridgeProcessing;
  readonly image?: { readonly mediaType: string; readonly widthPx: number; readonly heightPx: number };
  readonly video?: { readonly mediaType: string };
  readonly limit?: BridgeLimit;
}

/** One of X's limits as its answer told it; for calls of the same kind. */
export interface BridgeLimit {
  readonly limit: number;
  readonly remaining: number;
  readonly resetAtEpochSeconds: number;
}

export interface BridgeProcessing {
  readonly state: 'pending' | 'in_progress' | 'succeeded' | 'failed';
  readonly checkAfterSeconds?: number;
  readonly progressPercent?: number;
  readonly error?: { readonly code?: number; readonly name?: string; readonly message?: string };
}

export interface BridgeUploadStart {
  readonly totalBytes: number;
  /** As in `video/mp4`. */
  readonly mediaType: string;
  /** As in `tweet_video`; X guesses it from the type when absent. */
  readonly mediaCategory?: string;
  readonly additionalOwners?: readonly string[];
}

export interface BridgePicture {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly mediaCategory?: string;
  readonly additionalOwners?: readonly string[];
}

/** A user with all that v1.1's User object is filled from; absent is what X does not tell. */
export interface BridgeUser extends UserFacts {
  /** Only from `whoAmI`. */
  readonly latestPostId?: string;
}

/** Part of a text; in code points, the end not included. */
export interface BridgeSpan {
  readonly start: number;
  readonly end: number;
}

export interface BridgeLink extends BridgeSpan {
  /** The t.co link. */
  readonly url: string;
  readonly expandedUrl: string;
  readonly displayUrl: string;
  /** Where the link is to the post's own media. */
  readonly mediaKey?: string;
}

export interface BridgePostMedia {
  readonly mediaId: string;
  readonly mediaKey: string;
  readonly type: 'photo' | 'video' | 'animated_gif';
  /** Of a photo the picture, of a video its first frame; absent where X does not tell. */
  readonly url?: string;
  readonly widthPx?: number;
  readonly heightPx?: number;
  readonly altText?: string;
  readonly durationMs?: number;
  readonly variants?: readonly { readonly contentType: string; readonly url: string; readonly bitRate?: number }[];
}

/** A post with all that v1.1's Tweet object is filled from. */
export interface BridgePost {
  readonly postId: string;
  /** As X writes it: with t.co links, the one to its own media at the end among them, and `&amp;` for `&`. */
  readonly text: string;
  /** What of the text are words: without the mentions in front of a reply and the link to its own media. */
  readonly displayRange?: BridgeSpan;
  readonly createdAtEpochMs: number;
  readonly author: BridgeUser;
  readonly language?: string;
  readonly source?: string;
  readonly replyTo?: string;
  readonly replyToUserId?: string;
  readonly replyToScreenName?: string;
  readonly quoted?: string;
  readonly isSensitive?: boolean;
  readonly repostsCount?: number;
  readonly likesCount?: number;
  readonly links: readonly BridgeLink[];
  readonly hashtags: readonly (BridgeSpan & { readonly text: string })[];
  readonly symbols: readonly (BridgeSpan & { readonly text: string })[];
  readonly mentions: readonly (BridgeSpan & {
    readonly screenName: string;
    readonly userId?: string;
    readonly name?: string;
  })[];
  readonly media: readonly BridgePostMedia[];
  readonly placeId?: string;
  readonly placeName?: string;
  /** v1.1 alone has one. */
  readonly point?: { readonly lat: number; readonly long: number };
}

/**
 * What the bridge asks of X for a client, beside what the publisher asks: each call passed on as it came. Failures are
 * the errors of `errors.ts`. Nothing here creates a post.
 */
export interface BridgeAccount {
  readonly driver: 'v1' | 'v2';
  readonly tokenFingerprint: string;
  initUpload(start: BridgeUploadStart, signal?: AbortSignal): Promise<BridgeMedia>;
  appendSegment(mediaId: string, segmentIndex: number, bytes: Uint8Array, signal?: AbortSignal): Promise<void>;
  finalizeUpload(mediaId: string, signal?: AbortSignal): Promise<BridgeMedia>;
  /** A medium that X gave up on is an answer too, with `processing.state` `failed`. */
  uploadStatus(mediaId: string, signal?: AbortSignal): Promise<BridgeMedia>;
  uploadSimple(picture: BridgePicture, signal?: AbortSignal): Promise<BridgeMedia>;
  /** Alt text and the sensitivity warning (which v1.1 has on the post instead). */
  describeMedia(
    mediaId: string,
    description: { readonly altText?: string; readonly sensitive?: boolean },
    signal?: AbortSignal,
  ): Promise<void>;
  /** Undefined when X has no such post, or does not show it to this account. */
  readPost(postId: string, signal?: AbortSignal): Promise<BridgePost | undefined>;
  /** False when there was no such post any more. */
  deletePost(postId: string, signal?: AbortSignal): Promise<boolean>;
  whoAmI(signal?: AbortSignal): Promise<BridgeUser>;
}

/** Opens accounts by the name the config gives them. */
export interface BridgeAccounts {
  /** @throws AccountHeldError reason `secret` when there is no usable value */
  open(name: string, options?: { readonly freshKeys?: boolean }): Promise<BridgeAccount>;
}
