import type { Readable } from 'node:stream';

import type { FilePart } from '../http/endpoint.ts';
import type { MediaStock } from '../media/media-stock.ts';
import type { MediaUploads } from '../media/media-uploads.ts';
import type { Account } from './account.ts';

/** `gif` is a still one and counts as a photo; `animated-gif` is X's `animated_gif`. */
export type MediaKind = 'photo' | 'gif' | 'animated-gif' | 'video';

/** One media id with what a Tweet shows of it. */
export interface Media {
  readonly mediaId: string;
  /** As in `3_1349010955083132928`. */
  readonly mediaKey: string;
  readonly kind: MediaKind;
  /** As in `image/png`, read from the bytes. */
  readonly mimeType: string;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Of a video; undefined where it is unknown or means nothing. */
  readonly durationMs: number | undefined;
  readonly sizeBytes: number;
  readonly altText: string | undefined;
  /** Somebody marked the media itself as sensitive (v2 media/metadata). */
  readonly sensitive: boolean;
  readonly ownerId: string;
  readonly additionalOwnerIds: readonly string[];
  readonly expiresAtEpochMs: number;
  readonly processing: 'none' | 'pending' | 'in_progress' | 'succeeded' | 'failed';
}

/** Why a media id cannot be put on a Tweet. */
export type Unattachable = 'unknown' | 'expired' | 'foreign' | 'processing' | 'failed';

/** The bytes of a media id, read when asked for. */
export interface MediaBytes {
  readonly sizeBytes: number;
  readonly mimeType: string;
  /** `end` is inclusive, as in a Range header. */
  open(range?: { readonly start: number; readonly end: number }): Readable;
}

/** A picture of `update_with_media` that was looked at and not yet kept. */
export interface InspectedImage {
  readonly bytes: Buffer;
  readonly kind: Exclude<MediaKind, 'video'>;
  readonly mimeType: string;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Everything uploaded. Lives in the world's data folder when it has one. */
export interface MediaLibrary {
  /** What the upload endpoints work on. */
  readonly stock: MediaStock;
  readonly uploads: MediaUploads;
  /** The media by id, attached or not, also after its id expired; undefined when there never was one. */
  find(mediaId: string): Media | undefined;
  /** The media when that account may put it on a Tweet at that time, else the reason why not. */
  findAttachable(mediaId: string, account: Account, atEpochMs: number): Media | Unattachable;
  /** Keeps the bytes beyond the id's expiry, since a Tweet shows them. */
  markAttached(mediaId: string, tweetId: string): void;
  /** Its processing gets no further than `in_progress` from now on: what a fault does. */
  holdInProgress(mediaId: string): void;
  bytes(mediaId: string): MediaBytes | undefined;
  /**
   * The picture in a `media[]` part of `update_with_media`, base64 decoded where the part says so or where only the decoding
   * is an image. `not-an-image` also for WEBP and video, which that endpoint refuses.
   */
  inspectInline(part: FilePart, maxBytes: number): Promise<InspectedImage | 'not-an-image' | 'too-large'>;
  storeInline(account: Account, image: InspectedImage): Promise<Media>;
  /** Forgets everything, files included. */
  reset(): Promise<void>;
  /** Stops timers and closes files; nothing is deleted from a data folder. */
  close(): Promise<void>;
}
