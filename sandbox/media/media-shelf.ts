import type { FilePart } from '../http/endpoint.ts';
import type { Account } from '../state/account.ts';
import type { InspectedImage, Media, MediaBytes, MediaLibrary, Unattachable } from '../state/media-library.ts';
import { sourceOf } from './byte-source.ts';
import { inspectInline } from './inspect-inline.ts';
import { inspectMedia } from './inspect-media.ts';
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

  async storeInline(account: Account, { bytes }: InspectedImage): Promise<Media> {
    const facts = await inspectMedia(sourceOf(bytes));
    if (facts.kind !== 'picture') throw new Error('a picture to be stored is none: it was not inspected before');
    const record = await this.uploads.keepPicture(account, bytes, facts);
    const media = toMedia(record, undefined);
    if (media === undefined) throw new Error(`picture ${record.mediaId} was stored unfinished`);
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
