import { createHash } from 'node:crypto';

import type { Account } from '../state/account.ts';
import { finishUpload } from './finish-upload.ts';
import type { MediaCategory } from './media-category.ts';
import type { PictureFacts } from './media-facts.ts';
import type { MediaRecord } from './media-record.ts';
import { unknownMedia, unrecognizedMedia } from './media-refused-error.ts';
import type { MediaStock } from './media-stock.ts';
import { checkSize, purposeOf } from './upload-purpose.ts';
import { type Segment, addSegment, finalizeUpload, openUpload, receivedBytes } from './upload-session.ts';

/** What every upload says of itself, whichever way it comes. */
export interface UploadIntent {
  readonly account: Account;
  readonly category: MediaCategory | undefined;
  readonly additionalOwnerIds: readonly string[];
}

/** What INIT says. v2 asks for neither. */
export interface ChunkedIntent extends UploadIntent {
  /** As in `video/mp4`. */
  readonly declaredType: string | undefined;
  readonly totalBytes: number | undefined;
}

/** The steps of an upload, free of the shapes of v1.1 and v2. Each throws MediaRefusedError. */
export class MediaUploads {
  readonly #stock: MediaStock;

  constructor(stock: MediaStock) {
    this.#stock = stock;
  }

  /** INIT: an id to append to. */
  async begin(intent: ChunkedIntent): Promise<MediaRecord> {
    const purpose = purposeOf(intent.category, intent.declaredType);
    if (intent.totalBytes !== undefined) checkSize(purpose, intent.totalBytes, this.#stock.world.settings);
    await this.#stock.sweep();
    const record = this.#newRecord(intent);
    this.#stock.records.keep(record);
    return record;
  }

  async append(account: Account, mediaId: string, index: number, bytes: Buffer): Promise<MediaRecord> {
    const segment = describeSegment(index, bytes);
    addSegment(this.#requireOwn(mediaId, account).session, segment);
    await this.#stock.files.write(mediaId, segment, bytes);
    // Looked up anew: other segments may have come while this one was being written.
    const record = this.#requireOwn(mediaId, account);
    const appended = { ...record, session: addSegment(record.session, segment) };
    if (appended.session !== record.session) this.#stock.records.keep(appended);
    return appended;
  }

  /** FINALIZE. A second one answers as the first, since a client that lost the answer asks again. */
  async finalize(account: Account, mediaId: string): Promise<MediaRecord> {
    const record = this.#requireOwn(mediaId, account);
    if (record.session.finalized) return record;
    const closed = { ...record, session: finalizeUpload(record.session) };
    const purpose = purposeOf(record.category, record.declaredType);
    // Where INIT announced no size, it is known only now.
    checkSize(purpose, receivedBytes(closed.session), this.#stock.world.settings);
    const finished = await finishUpload(this.#stock, closed, purpose);
    const changedMeanwhile = this.#stock.records.find(mediaId)?.session !== record.session;
    if (changedMeanwhile) return this.finalize(account, mediaId);
    this.#stock.records.keep(finished);
    return finished;
  }

  /** All in one call. */
  async uploadWhole(intent: UploadIntent, bytes: Buffer): Promise<MediaRecord> {
    if (bytes.length === 0) throw unrecognizedMedia();
    const purpose = purposeOf(intent.category, undefined);
    checkSize(purpose, bytes.length, this.#stock.world.settings);
    return this.#store(intent, bytes, (record) => finishUpload(this.#stock, record, purpose));
  }

  /** A picture that another endpoint took by rules of its own: neither size nor content is judged again. */
  keepPicture(account: Account, bytes: Buffer, facts: PictureFacts): Promise<MediaRecord> {
    return this.#store({ account, category: undefined, additionalOwnerIds: [] }, bytes, (record) => ({
      ...record,
      facts,
    }));
  }

  async #store(
    intent: UploadIntent,
    bytes: Buffer,
    finish: (record: MediaRecord) => Promise<MediaRecord> | MediaRecord,
  ): Promise<MediaRecord> {
    const { files, records } = this.#stock;
    await this.#stock.sweep();
    const segment = describeSegment(0, bytes);
    const session = { totalBytes: bytes.length, segments: [segment], finalized: true };
    const record = { ...this.#newRecord({ ...intent, declaredType: undefined, totalBytes: undefined }), session };
    await files.write(record.mediaId, segment, bytes);
    try {
      const finished = await finish(record);
      records.keep(finished);
      return finished;
    } catch (error) {
      await files.remove(record.mediaId);
      throw error;
    }
  }

  #newRecord(intent: ChunkedIntent): MediaRecord {
    const { world } = this.#stock;
    return {
      mediaId: world.nextId(),
      ownerId: intent.account.userId,
      additionalOwnerIds: intent.additionalOwnerIds,
      category: intent.category,
      declaredType: intent.declaredType,
      expiresAtEpochMs: world.now() + world.settings.media.lifetimeSeconds * 1000,
      session: openUpload(intent.totalBytes),
      facts: undefined,
      processing: undefined,
      altText: undefined,
      sensitive: false,
      attached: false,
      held: false,
    };
  }

  /** Additional owners may attach what is uploaded, not add to it. */
  #requireOwn(mediaId: string, account: Account): MediaRecord {
    const record = this.#stock.require(mediaId, account);
    if (record.ownerId !== account.userId) throw unknownMedia(mediaId);
    return record;
  }
}

function describeSegment(index: number, bytes: Buffer): Segment {
  return { index, sizeBytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}
