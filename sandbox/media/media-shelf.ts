import type { FilePart } from '../http/endpoint.ts';
import type { Account } from '../state/account.ts';
import type { InspectedImage, Media, MediaBytes, MediaLibrary, Unattachable } from '../state/media-library.ts';
import { inspectInline } from './inspect-inline.ts';
import { type MediaRecord, isOwnedBy, toMedia } from './media-record.ts';
import { MediaStock, type MediaWorld } from './media-stock.ts';
import { MediaUploads } from './media-uploads.ts';
import { receivedBytes } from './upload-session.ts';

/** The library of one world, with the upload steps that fill it. */
export class MediaShelf implements MediaLibrary {
  readonly stock: MediaStock;
  readonly uploads: MediaUploads;

  constructor(world: MediaWorld) {
    this.stock = new MediaStock(world);
    this.uploads = new MediaUploads(this.stock);
  }

  find(mediaId: string): Media | undefined {
    const record = this.stock.records.find(mediaId);
    return record && toMedia(record, this.stock.processingOf(record));
  }

  findAttachable(mediaId: string, account: Account, atEpochMs: number): Media | Unattachable {
    const record = this.stock.records.find(mediaId);
    if (record === undefined || !record.session.finalized) return 'unknown';
    if (!isOwnedBy(record, account)) return 'foreign';
    if (atEpochMs >= record.expiresAtEpochMs) return 'expired';
    const processing = this.stock.processingOf(record);
    if (processing?.state === 'pending' || processing?.state === 'in_progress') return 'processing';
    if (processing?.state === 'failed') return 'failed';
    return toMedia(record, processing) ?? 'failed';
  }

  markAttached(mediaId: string): void {
    this.#change(mediaId, { attached: true });
  }

  holdInProgress(mediaId: string): void {
    this.#change(mediaId, { held: true });
  }

  bytes(mediaId: string): MediaBytes | undefined {
    const record = this.stock.records.find(mediaId);
    if (record === undefined || !record.session.finalized) return undefined;
    const { facts, session } = record;
    const sizeBytes = receivedBytes(session);
    return {
      sizeBytes,
      mimeType: facts?.mediaType ?? 'application/octet-stream',
      open: ({ start, end } = { start: 0, end: sizeBytes - 1 }) =>
        this.stock.files.stream(mediaId, session.segments, start, end),
    };
  }

  inspectInline(part: FilePart, maxBytes: number): Promise<InspectedImage | 'not-an-image' | 'too-large'> {
    return inspectInline(part, maxBytes);
  }

  /** Inspected again on the way, which costs a header's reading and keeps one way in. */
  async storeInline(account: Account, image: InspectedImage): Promise<Media> {
    const record = await this.uploads.uploadWhole(
      { account, category: undefined, additionalOwnerIds: [] },
      image.bytes,
    );
    const media = toMedia(record, undefined);
    if (media === undefined)
      throw new Error(`stored picture ${record.mediaId} is no media: it was not inspected before`);
    return media;
  }

  async reset(): Promise<void> {
    this.stock.records.clear();
    await this.stock.files.removeAll();
  }

  close(): Promise<void> {
    return this.stock.files.close();
  }

  #change(mediaId: string, change: Partial<Pick<MediaRecord, 'attached' | 'held'>>): void {
    const record = this.stock.records.find(mediaId);
    if (record !== undefined) this.stock.records.keep({ ...record, ...change });
  }
}
