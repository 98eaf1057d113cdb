import type { Account } from '../state/account.ts';
import type { World } from '../state/world.ts';
import { MediaFiles } from './media-files.ts';
import { type MediaRecord, isOwnedBy, processingViewOf } from './media-record.ts';
import { MediaRecords } from './media-records.ts';
import { unknownMedia } from './media-refused-error.ts';
import type { ProcessingView } from './processing.ts';

export type MediaWorld = Pick<World, 'now' | 'nextId' | 'settings' | 'journal' | 'dataDir'>;

const SWEEP_EVERY_MS = 60 * 60 * 1000;
/** An id that just expired is still told apart from one that never was. */
const KEPT_AFTER_EXPIRY_MS = 24 * 60 * 60 * 1000;

/** Records and bytes of everything uploaded, and what follows from the clock. */
export class MediaStock {
  readonly world: MediaWorld;
  readonly records: MediaRecords;
  readonly files: MediaFiles;
  #sweptAtEpochMs: number;

  constructor(world: MediaWorld) {
    this.world = world;
    this.records = new MediaRecords(world.journal);
    this.files = new MediaFiles(world.dataDir);
    this.files.removeAllBut((mediaId) => this.records.find(mediaId) !== undefined);
    this.#sweptAtEpochMs = world.now();
  }

  /** The record of an id that lives. @throws MediaRefusedError when it is unknown, expired or not that account's */
  require(mediaId: string, account: Account): MediaRecord {
    const record = this.records.find(mediaId);
    if (record === undefined || !isOwnedBy(record, account) || this.isExpired(record)) throw unknownMedia(mediaId);
    return record;
  }

  isExpired(record: MediaRecord): boolean {
    return this.world.now() >= record.expiresAtEpochMs;
  }

  secondsLeft(record: MediaRecord): number {
    return Math.max(0, Math.round((record.expiresAtEpochMs - this.world.now()) / 1000));
  }

  processingOf(record: MediaRecord): ProcessingView | undefined {
    return processingViewOf(record, this.world.now(), this.world.settings.media.stuckInProgress);
  }

  /** Drops what expired a day ago without being shown by a Tweet, now and then, so that a long run fills no disk. */
  async sweep(): Promise<void> {
    const now = this.world.now();
    // The clock may have been moved back since.
    if (Math.abs(now - this.#sweptAtEpochMs) < SWEEP_EVERY_MS) return;
    this.#sweptAtEpochMs = now;
    for (const record of this.records.all()) {
      if (record.attached || now < record.expiresAtEpochMs + KEPT_AFTER_EXPIRY_MS) continue;
      this.records.forget(record);
      await this.files.remove(record.mediaId);
    }
  }
}
