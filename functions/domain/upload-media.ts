import { MediaRejectedError } from './errors.ts';
import { openStored } from './open-stored.ts';
import type { Opened } from './pictures/fit-all.ts';
import type { Post, PostMedia } from './post.ts';
import type { MediaRecord } from './publication.ts';
import { withMedia, type WorkedRow } from './worked-row.ts';
import type { MediaSource, UploadProgress, XAccount } from './x-account.ts';

/** An upload's progress is saved this often: what a crash costs. */
const SAVE_EVERY_MS = 10_000;

/** X takes minutes for the longest film it accepts; after this it is not going to end. */
const MAX_PROCESSING_MS = 3_600_000;

export interface ReadyMedia {
  readonly records: readonly MediaRecord[];
  readonly mediaIds: readonly string[];
  /** Where the endpoint takes the bytes with the post. */
  readonly inlineMedia?: MediaSource;
}

/**
 * The media of the post on X, described, with their ids; `processing` when X still works on one of them and the row
 * was put aside. What an earlier run uploaded is used again while it lives.
 *
 * @param known what is known of the media, as the row has it or more
 */
export async function uploadMedia(
  work: WorkedRow,
  post: Post,
  account: XAccount,
  known: readonly MediaRecord[],
  signal?: AbortSignal,
): Promise<ReadyMedia | 'processing'> {
  const { opened, records } = await openStored(work, post, account, known, signal);
  const [first] = opened;
  if (account.takesInlineMedia && first !== undefined && first !== null) {
    return { records, mediaIds: [], inlineMedia: first };
  }
  return new PostUpload(work, post, account, opened, records, signal).run();
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
    records: readonly MediaRecord[],
    signal: AbortSignal | undefined,
  ) {
    this.#work = work;
    this.#post = post;
    this.#account = account;
    this.#opened = opened;
    this.#signal = signal;
    this.#records = records;
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
    const { journal, clock } = this.#work.ports;
    const startedAtEpochMs = clock();
    const uploaded = await this.#account.uploadMedia(source, {
      ...(this.#signal === undefined ? {} : { signal: this.#signal }),
      ...(owners === undefined ? {} : { additionalOwners: owners }),
      ...(resume === undefined ? {} : { resume }),
      onProgress: (progress) => this.#keepProgress(index, { mediaType, totalBytes }, progress),
    });
    const { mediaId, mediaKey, expiresAtEpochSeconds, processing } = uploaded;
    const uploadedBy = this.#account.tokenFingerprint;
    const key = mediaKey === undefined ? {} : { mediaKey };
    const since = processing === undefined ? {} : { processingSinceEpochMs: clock() };
    this.#set(index, { mediaType, totalBytes, mediaId, ...key, expiresAtEpochSeconds, uploadedBy, ...since });
    const { id, account } = this.#work.row;
    const durationMs = clock() - startedAtEpochMs;
    journal.write('info', 'uploaded', { id, account, index, mediaId, mediaType, bytes: totalBytes, durationMs });
    this.#wait(processing?.checkAtEpochMs);
  }

  async #look(index: number): Promise<void> {
    const { mediaId, processingSinceEpochMs } = this.#record(index);
    if (mediaId === undefined) return;
    const { processing } = await this.#account.mediaStatus(mediaId, this.#signal);
    const sinceMs = this.#work.ports.clock() - (processingSinceEpochMs ?? Infinity);
    if (processing !== undefined && sinceMs > MAX_PROCESSING_MS) throw stuck(mediaId);
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
    // What the bytes are stays true however often they are uploaded.
    const { print, sha256, fitted } = this.#record(index);
    const known = {
      ...(print === undefined ? {} : { print }),
      ...(sha256 === undefined ? {} : { sha256 }),
      ...(fitted === undefined ? {} : { fitted }),
    };
    this.#records = withMedia(this.#records, index, { ...known, ...record });
  }

  #wait(checkAtEpochMs: number | undefined): void {
    this.#checkAtEpochMs = Math.max(this.#checkAtEpochMs, checkAtEpochMs ?? 0);
  }
}

function stuck(mediaId: string): MediaRejectedError {
  const message = `X has worked on the media ${mediaId} for an hour without an end`;
  return new MediaRejectedError('MEDIA_PROCESSING_STUCK', message, {
    advice: 'Send it again with redrive; if it happens again, encode the video as H.264 with AAC.',
  });
}
