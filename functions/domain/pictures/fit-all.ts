import { MediaRejectedError, XUnreachableError } from '../errors.ts';
import { rangedBytes, type MediaFacts } from '../media-facts.ts';
import type { MediaRecord } from '../publication.ts';
import type { PicturePorts } from '../publish-ports.ts';
import { withMedia, type WorkedRow } from '../worked-row.ts';
import type { MediaSource } from '../x-account.ts';
import { MAX_PHOTO_BYTES } from '../x-limits.ts';
import { fitPicture, type PictureFit } from './fit-picture.ts';
import type { FittedPicture } from './picture-fitter.ts';
import { planFit, type FitPlan } from './plan-fit.ts';

/** Null for what is on X already. */
export type Opened = (MediaSource & MediaFacts) | null;

export interface Stored {
  readonly opened: readonly Opened[];
  /** With what was made of pictures to fit them for X. */
  readonly records: readonly MediaRecord[];
}

/** A picture at which the publisher died this often is left alone. */
const MAX_DECODINGS = 2;

/**
 * The pictures of a post, made fit for X one after the other; what was done stands in the row before anything is sent.
 * A retry, by whomever, sends the same bytes: they lie staged under a key of the row.
 *
 * @throws MediaRejectedError for what cannot be made fit
 */
export async function fitAll(
  work: WorkedRow,
  stored: Stored,
  maxPhotoBytes: number = MAX_PHOTO_BYTES,
  signal?: AbortSignal,
): Promise<Stored> {
  const { pictures } = work.ports;
  return pictures === undefined ? stored : new RowFitting(work, pictures, stored, maxPhotoBytes, signal).run();
}

class RowFitting {
  readonly #work: WorkedRow;
  readonly #pictures: PicturePorts;
  readonly #maxPhotoBytes: number;
  readonly #signal: AbortSignal | undefined;
  readonly #notes: string[] = [];
  readonly #opened: Opened[];
  #records: readonly MediaRecord[];
  #isChanged = false;

  constructor(
    work: WorkedRow,
    pictures: PicturePorts,
    { opened, records }: Stored,
    maxPhotoBytes: number,
    signal: AbortSignal | undefined,
  ) {
    this.#work = work;
    this.#pictures = pictures;
    this.#maxPhotoBytes = maxPhotoBytes;
    this.#signal = signal;
    this.#opened = [...opened];
    this.#records = records;
  }

  async run(): Promise<Stored> {
    try {
      for (const [index, source] of this.#opened.entries()) {
        if (source === null || this.#record(index).fitted !== undefined) continue;
        if (this.#signal?.aborted === true) throw new XUnreachableError('this run is out of time; nothing was sent');
        await this.#fit(source, index);
      }
    } finally {
      // Also where one failed: what was done for the others stays, and a store that failed is no crash.
      if (this.#isChanged) await this.#save();
    }
    return { opened: this.#opened, records: this.#records };
  }

  async #save(): Promise<void> {
    const warnings = [...new Set([...this.#work.row.warnings, ...this.#notes])];
    await this.#work.save('MEDIA_UPLOADING', { media: this.#records, warnings });
    this.#isChanged = false;
  }

  async #fit(source: NonNullable<Opened>, index: number): Promise<void> {
    const rules = this.#pictures.rules(this.#work.row);
    const plan = await planFit(source, rules, this.#maxPhotoBytes, this.#signal);
    if (plan.how === 'as-is') {
      // Read already: it goes up from memory.
      if (plan.bytes !== undefined) this.#opened[index] = inMemory(source, plan.bytes);
      return;
    }
    const startedAtEpochMs = this.#work.ports.clock();
    if (plan.how === 'decode') await this.#countDecoding(index);
    const fit = await fitPicture(source, plan, this.#pictures.fitter);
    const { decodings: _survived, ...record } = this.#record(index);
    this.#set(index, record);
    this.#notes.push(...fit.notes.map((note) => `media[${index}] ${note}`));
    const picture = fit.picture ?? pictureOf(source, plan);
    this.#opened[index] = inMemory({ ...source, ...factsOf(picture) }, picture.bytes);
    if (fit.picture !== undefined) await this.#keep(fit, picture, index);
    this.#journal(source, fit, picture, index, startedAtEpochMs);
  }

  /** Written before it begins: if this is the end of the publisher, the next one knows. */
  async #countDecoding(index: number): Promise<void> {
    const { decodings = 0 } = this.#record(index);
    if (decodings >= MAX_DECODINGS) {
      const message = `media[${index}]: the publisher ended ${decodings} times while it decoded this picture`;
      throw new MediaRejectedError('MEDIA_CRASHES', message, { advice: 'Export a smaller picture.' });
    }
    this.#set(index, { ...this.#record(index), decodings: decodings + 1 });
    await this.#save();
  }

  async #keep({ changes }: PictureFit, { bytes }: FittedPicture, index: number): Promise<void> {
    const { print, sha256 } = this.#record(index);
    const ref = await this.#work.ports.media.stage(`fitted/${this.#work.row.id}/${index}`, bytes);
    // Whatever went up before was made of other bytes.
    const known = { ...(print === undefined ? {} : { print }), ...(sha256 === undefined ? {} : { sha256 }) };
    this.#set(index, { ...known, fitted: { ref: { area: ref.area, key: ref.key }, changes } });
  }

  #journal(
    before: MediaFacts,
    { changes }: PictureFit,
    { bytes }: FittedPicture,
    index: number,
    startedAtEpochMs: number,
  ): void {
    const { row, ports } = this.#work;
    ports.journal.write('info', 'fitted', {
      id: row.id,
      account: row.account,
      index,
      changes: changes.join(' '),
      bytes: before.totalBytes,
      fittedBytes: bytes.length,
      durationMs: ports.clock() - startedAtEpochMs,
    });
  }

  #record(index: number): MediaRecord {
    return this.#records[index] ?? {};
  }

  #set(index: number, record: MediaRecord): void {
    this.#isChanged = true;
    this.#records = withMedia(this.#records, index, record);
  }
}

/** What arrived, where it goes as it is though it could not be put right. */
function pictureOf({ mediaType, widthPx = 0, heightPx = 0 }: MediaFacts, plan: FitPlan): FittedPicture {
  return { bytes: plan.bytes ?? new Uint8Array(), mediaType, widthPx, heightPx };
}

function factsOf({ bytes, mediaType, widthPx, heightPx }: FittedPicture) {
  return { totalBytes: bytes.length, mediaType, widthPx, heightPx };
}

function inMemory(facts: NonNullable<Opened>, bytes: Uint8Array): NonNullable<Opened> {
  const held = rangedBytes(bytes);
  return { ...facts, read: async (...range) => held.read(...range) };
}
