/** A place in one of our two stores: the drop bucket, which the user fills, and the work bucket, which only we write. */
export interface MediaRef {
  readonly area: 'drop' | 'work';
  readonly key: string;
  /** S3 version id, where the bucket keeps versions. */
  readonly versionId?: string;
  /** Read only if the object still has this ETag. */
  readonly eTag?: string;
}

/**
 * One picture or video of a post: bytes in our store, an X media id that a bridge client uploaded before, or an address
 * whose bytes are still to be fetched. A row that shows the last kind is FETCHING, or has failed at it.
 */
export type PostMedia =
  | { readonly from: 'stored'; readonly ref: MediaRef; readonly altText?: string }
  | { readonly from: 'url'; readonly url: string; readonly altText?: string }
  | {
      readonly from: 'uploaded';
      readonly mediaId: string;
      readonly expiresAtEpochSeconds: number;
      readonly altText?: string;
    };

/** Who may reply. X's words (POST /2/tweets, August 2026); everyone when absent. */
export type ReplySettings = 'following' | 'mentionedUsers' | 'subscribers' | 'verified';

/** A place id works on both drivers; coordinates only on v1.1. */
export interface PostGeo {
  readonly placeId?: string;
  readonly lat?: number;
  readonly long?: number;
  readonly displayCoordinates?: boolean;
}

/**
 * What is to appear on X: the one model in the middle. Every trigger makes one of these, and nothing past it
 * knows where it came from.
 */
export interface Post {
  readonly account: string;
  /** As the user wrote it; may be empty when there is media. */
  readonly text: string;
  readonly media: readonly PostMedia[];
  /** Id of the post this answers, 1 to 19 digits. */
  readonly replyTo?: string;
  /** Ids of users whom X is not to mention by itself in front of the answer. */
  readonly excludeReplyUserIds?: readonly string[];
  readonly replySettings?: ReplySettings;
  readonly geo?: PostGeo;
  readonly sensitive?: boolean;
  readonly madeWithAi?: boolean;
  readonly paidPartnership?: boolean;
  /** Permalink of a quoted post, or a direct message deep link. */
  readonly attachmentUrl?: string;
  /** User ids that may also use the uploaded media. */
  readonly additionalOwners?: readonly string[];
  readonly scheduleAtEpochMs?: number;
}
