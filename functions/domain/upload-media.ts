import { checkPost } from './check-post.ts';
import { RejectedTriggerError } from './errors.ts';
import type { MediaFacts } from './media-facts.ts';
import { openMedia } from './open-media.ts';
import type { Post, PostMedia } from './post.ts';
import type { MediaRecord } from './publication.ts';
import { withMedia, type WorkedRow } from './worked-row.ts';
import type { MediaSource, UploadProgress, XAccount } from './x-account.ts';
import { CHARACTERS_RESERVED_PER_MEDIA, PHOTO_SIZE_LIMIT_BYTES } from './x-limits.ts';

/** An upload's progress is saved this often: what a crash costs. */
const SAVE_EVERY_MS = 10_000;
/** An id that lives shorter than this is not worth attaching. */
const MIN_LIFETIME_SECONDS = 120;

export interface ReadyMedia {
  readonly records: readonly MediaRecord[];
  readonly mediaIds: readonly string[];
  /** Where the endpoint takes the bytes with the post. */
  readonly inlineMedia?: MediaSource;
}

/**
 * The media of the post on X, described, with their ids; `processing` when X still works on one of them and the row
 * was put aside. What an earlier run uploaded is used again while it lives.
 */
export async function uploadMedia(
  work: WorkedRow,
  post: Post,
  account: XAccount,
  signal?: AbortSignal,
): Promise<ReadyMedia | 'processing'> {
  const opened = await openStored(work, post, account, signal);
  refuseFaults(post, opened, account, work.ports.clock());
  const [first] = opened;
  if (account.takesInlineMedia && first !== undefined && first !== null) {
    return { records: work.row.media, mediaIds: [], inlineMedia: first };
  }
  return new PostUpload(work, post, account, opened, signal).run();
}

type Opened = (MediaSource & MediaFacts) | null;

/** What is still to be uploaded, opened; null for what is on X already. */
async function openStored(
  work: WorkedRow,
  post: Post,
  account: XAccount,
  signal: AbortSignal | undefined,
): Promise<readonly Opened[]> {
  return Promise.all(
    post.media.map(async (media, index) => {
      if (media.from === 'uploaded' || isUsable(work.row.media[index], account, work.ports.clock())) return null;
      return openMedia(media.ref, work.ports.media, signal);
    }),
  );
}

/** The same validator that preview and triggers ask, now with the bytes at hand. */
function refuseFaults(post: Post, opened: readonly Opened[], account: XAccount, nowEpochMs: number): void {
  const inline = { reservedForMediaLink: CHARACTERS_RESERVED_PER_MEDIA, maxPhotoBytes: PHOTO_SIZE_LIMIT_BYTES };
  const [fault, ...others] = checkPost(post, opened, { nowEpochMs, ...(account.takesInlineMedia ? inline : {}) });
  if (fault === undefined) return;
  const message = [fault, ...others].map(({ path, message }) => `${path}: ${message}`).join('; ');
  throw new RejectedTriggerError(fault.code, message, { advice: 'Correct it and send it again.' });
}

/** An id serves only the token that uploaded it, and only while it lives. */
function isUsable(record: MediaRecord | undefined, account: XAccount, nowEpochMs: number): boolean {
  if (record?.mediaId === undefined || record.uploadedBy !== account.tokenFingerprint) return false;
  return (record.expiresAtEpochSeconds ?? 0) - nowEpochMs / 1000 > MIN_LIFETIME_SECONDS;
}

class PostUpload {
  readonly #work: WorkedRow;
  readonly #post: Post;
  readonly #account: XAccount;
  readonly #opened: readonly Opened[];
  readonly #signal: AbortSignal | undefined;
  #records: readonly MediaRecord[];
  #saved: Promise<void> = Promise.resolve();
  #savedAtEpochMs: number;
  #checkAtEpochMs = 0;

  constructor(
    work: WorkedRow,
    post: Post,
    account: XAccount,
    opened: readonly Opened[],
    signal: AbortSignal | undefined,
  ) {
    this.#work = work;
    this.#post = post;
    this.#account = account;
    this.#opened = opened;
    this.#signal = signal;
    this.#records = work.row.media;
    this.#savedAtEpochMs = work.ports.clock();
  }

  async run(): Promise<ReadyMedia | 'processing'> {
    // All are waited for, so that none goes on behind the back of a row that failed.
    const outcomes = await Promise.allSettled(this.#post.media.map((media, index) => this.#one(media, index)));
    await this.#saved;
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined) {
      await this.#keepWhatWentUp();
      throw failed.reason;
    }
    if (this.#checkAtEpochMs > 0) {
      await this.#work.save('MEDIA_PENDING', { media: this.#records, dueAtEpochMs: this.#checkAtEpochMs });
      return 'processing';
    }
    return { records: this.#records, mediaIds: this.#records.flatMap(({ mediaId }) => mediaId ?? []) };
  }

  async #one(media: PostMedia, index: number): Promise<void> {
    const source = this.#opened[index] ?? null;
    if (media.from === 'uploaded') {
      const { mediaId, expiresAtEpochSeconds } = media;
      this.#set(index, { ...this.#record(index), mediaId, expiresAtEpochSeconds });
    } else if (source !== null) {
      await this.#send(source, index);
    } else if (this.#work.row.state === 'MEDIA_PENDING') {
      await this.#look(index);
    }
    await this.#describe(media, index);
  }

  async #send(source: MediaSource, index: number): Promise<void> {
    const { mediaType, totalBytes } = source;
    const before = this.#record(index);
    const resume = before.uploadedBy === this.#account.tokenFingerprint ? before.progress : undefined;
    const owners = this.#post.additionalOwners;
    const uploaded = await this.#account.uploadMedia(source, {
      ...(this.#signal === undefined ? {} : { signal: this.#signal }),
      ...(owners === undefined ? {} : { additionalOwners: owners }),
      ...(resume === undefined ? {} : { resume }),
      onProgress: (progress) => this.#keepProgress(index, { mediaType, totalBytes }, progress),
    });
    const { mediaId, mediaKey, expiresAtEpochSeconds, processing } = uploaded;
    const uploadedBy = this.#account.tokenFingerprint;
    const key = mediaKey === undefined ? {} : { mediaKey };
    this.#set(index, { mediaType, totalBytes, mediaId, ...key, expiresAtEpochSeconds, uploadedBy });
    this.#wait(processing?.checkAtEpochMs);
  }

  async #look(index: number): Promise<void> {
    const { mediaId } = this.#record(index);
    if (mediaId === undefined) return;
    const { processing } = await this.#account.mediaStatus(mediaId, this.#signal);
    this.#wait(processing?.checkAtEpochMs);
  }

  async #describe(media: PostMedia, index: number): Promise<void> {
    const record = this.#record(index);
    const { altText } = media;
    const { sensitive } = this.#post;
    if (record.described === true || record.mediaId === undefined) return;
    if (altText === undefined && sensitive !== true) return;
    const description = { ...(altText === undefined ? {} : { altText }), ...(sensitive === true ? { sensitive } : {}) };
    await this.#account.describeMedia(record.mediaId, description, this.#signal);
    this.#set(index, { ...this.#record(index), described: true });
  }

  #keepProgress(index: number, facts: Pick<MediaRecord, 'mediaType' | 'totalBytes'>, progress: UploadProgress): void {
    this.#set(index, { ...facts, uploadedBy: this.#account.tokenFingerprint, progress });
    const nowEpochMs = this.#work.ports.clock();
    if (nowEpochMs - this.#savedAtEpochMs < SAVE_EVERY_MS) return;
    this.#savedAtEpochMs = nowEpochMs;
    this.#saved = this.#saved.then(() => this.#work.save('MEDIA_UPLOADING', { media: this.#records }));
    // Told when `run` awaits it; an unhandled rejection before that would end the process.
    this.#saved.catch(() => undefined);
  }

  /** Before the error is settled: the next run goes on where this one stopped. */
  async #keepWhatWentUp(): Promise<void> {
    if (this.#records === this.#work.row.media) return;
    await this.#work.save('MEDIA_UPLOADING', { media: this.#records });
  }

  #record(index: number): MediaRecord {
    return this.#records[index] ?? {};
  }

  #set(index: number, record: MediaRecord): void {
    this.#records = withMedia(this.#records, index, record);
  }

  #wait(checkAtEpochMs: number | undefined): void {
    this.#checkAtEpochMs = Math.max(this.#checkAtEpochMs, checkAtEpochMs ?? 0);
  }
}
