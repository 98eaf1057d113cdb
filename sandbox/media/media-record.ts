import type { Account } from '../state/account.ts';
import type { Media, MediaKind } from '../state/media-library.ts';
import type { MediaCategory } from './media-category.ts';
import { categoryRule } from './media-category.ts';
import type { MediaFacts } from './media-facts.ts';
import { type Processing, type ProcessingView, viewProcessing } from './processing.ts';
import type { UploadSession } from './upload-session.ts';

/** One media id with everything known of it; plain JSON but for the segments, which are kept one by one. */
export interface MediaRecord {
  readonly mediaId: string;
  readonly ownerId: string;
  readonly additionalOwnerIds: readonly string[];
  readonly category: MediaCategory | undefined;
  /** What the client said it would send, as in `video/mp4`. */
  readonly declaredType: string | undefined;
  readonly expiresAtEpochMs: number;
  readonly session: UploadSession;
  /** What the bytes are; undefined until FINALIZE, and where they are nothing X knows. */
  readonly facts: MediaFacts | undefined;
  readonly processing: Processing | undefined;
  readonly altText: string | undefined;
  readonly sensitive: boolean;
  /** A Tweet shows it, so the bytes outlive the id. */
  readonly attached: boolean;
  /** A fault keeps it in progress for good. */
  readonly held: boolean;
}

/** Whether that account uploaded it or was named as an additional owner. */
export function isOwnedBy(record: MediaRecord, account: Account): boolean {
  return record.ownerId === account.userId || record.additionalOwnerIds.includes(account.userId);
}

/** The `media_key` X makes from an id; answers show it only where a category was given. */
export function mediaKeyOf({ mediaId, category, facts }: MediaRecord): string {
  const prefix = categoryRule(category ?? (facts?.kind === 'movie' ? 'tweet_video' : 'tweet_image')).keyPrefix;
  return `${prefix}_${mediaId}`;
}

export function processingViewOf(record: MediaRecord, nowEpochMs: number, stuck: boolean): ProcessingView | undefined {
  return record.processing && viewProcessing(record.processing, nowEpochMs, stuck || record.held);
}

/** What a Tweet shows of it; undefined until it is finalized, and when its bytes are no media. */
export function toMedia(record: MediaRecord, processing: ProcessingView | undefined): Media | undefined {
  const { facts, session } = record;
  if (facts === undefined || !session.finalized) return undefined;
  return {
    mediaId: record.mediaId,
    mediaKey: mediaKeyOf(record),
    kind: kindOf(facts),
    mimeType: facts.mediaType,
    widthPx: facts.widthPx,
    heightPx: facts.heightPx,
    durationMs: facts.kind === 'movie' ? facts.durationMs : undefined,
    sizeBytes: session.segments.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    altText: record.altText,
    sensitive: record.sensitive,
    ownerId: record.ownerId,
    additionalOwnerIds: record.additionalOwnerIds,
    expiresAtEpochMs: record.expiresAtEpochMs,
    processing: processing?.state ?? 'none',
  };
}

/** X shows an animated GIF as a film of its own kind, and of an animated WEBP the first frame. */
export function kindOf(facts: MediaFacts): MediaKind {
  if (facts.kind === 'movie') return 'video';
  if (facts.mediaType !== 'image/gif') return 'photo';
  return facts.frames > 1 ? 'animated-gif' : 'gif';
}
