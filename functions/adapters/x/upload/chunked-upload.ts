import { MediaIdRefusedError, MediaRejectedError } from '../../../domain/errors.ts';
import type { MediaSource, UploadedMedia, UploadOptions, UploadProgress } from '../../../domain/x-account.ts';
import type { ChunkProtocol } from './chunk-protocol.ts';
import { mergeMedia } from './media-state.ts';
import { type ChunkPlan, rangeOfSegment } from './plan-chunks.ts';
import { type LaneWork, type Segment, UploadLane } from './upload-lane.ts';

/** One run of one upload: opens it or goes on with it, sends what is missing, closes it. */
export class ChunkedUpload {
  readonly #protocol: ChunkProtocol;
  readonly #source: MediaSource;
  readonly #options: UploadOptions;
  readonly #plan: ChunkPlan & { readonly lanes: number };
  /** Ends the other lanes when one fails. */
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  readonly #done = new Set<number>();
  #nextIndex = 0;
  #media: UploadedMedia | undefined;

  constructor(
    protocol: ChunkProtocol,
    source: MediaSource,
    options: UploadOptions,
    plan: ChunkPlan & { readonly lanes: number },
  ) {
    this.#protocol = protocol;
    this.#source = source;
    this.#options = options;
    this.#plan = plan;
    const { signal } = options;
    this.#signal = signal === undefined ? this.#stop.signal : AbortSignal.any([signal, this.#stop.signal]);
  }

  async start(): Promise<UploadedMedia> {
    return this.#run(() => this.#protocol.initialize(this.#source, this.#signal));
  }

  async goOn(resume: UploadProgress): Promise<UploadedMedia> {
    const { mediaId, mediaKey, expiresAtEpochSeconds } = resume;
    const media = { mediaId, expiresAtEpochSeconds, ...(mediaKey === undefined ? {} : { mediaKey }) };
    if (resume.finalized) return mergeMedia(media, await this.#protocol.status(mediaId, this.#signal));
    for (const index of resume.segmentsDone) this.#done.add(index);
    return this.#run(() => Promise.resolve(media));
  }

  async #run(open: () => Promise<UploadedMedia>): Promise<UploadedMedia> {
    const lanes = this.#openLanes();
    this.#protocol.connectAhead(lanes.length);
    try {
      const media = await open();
      this.#media = media;
      this.#report(false);
      await this.#sendAll(lanes, media.mediaId);
      const final = await this.#finalize(media.mediaId);
      this.#report(true);
      return mergeMedia(media, final);
    } finally {
      for (const lane of lanes) lane.close();
      this.#stop.abort();
    }
  }

  #openLanes(): UploadLane[] {
    const missing = this.#plan.segmentsTotal - this.#done.size;
    const work = {
      source: this.#source,
      signal: this.#signal,
      takeSegment: () => this.#takeSegment(),
      append: (...segment: Parameters<LaneWork['append']>) => this.#append(...segment),
    };
    return Array.from({ length: Math.min(this.#plan.lanes, missing) }, () => new UploadLane(work));
  }

  async #append(...[mediaId, index, openPart]: Parameters<LaneWork['append']>): Promise<void> {
    await this.#protocol.append(mediaId, index, openPart, this.#signal);
    this.#done.add(index);
    this.#report(false);
  }

  #takeSegment(): Segment | undefined {
    while (this.#done.has(this.#nextIndex)) this.#nextIndex += 1;
    const index = this.#nextIndex;
    if (index >= this.#plan.segmentsTotal) return undefined;
    this.#nextIndex += 1;
    return { index, range: rangeOfSegment(index, this.#plan.chunkBytes, this.#source.totalBytes) };
  }

  /** All lanes are waited for, whatever becomes of them: none goes on, or fails, behind the caller's back. */
  async #sendAll(lanes: readonly UploadLane[], mediaId: string): Promise<void> {
    const failures: unknown[] = [];
    await Promise.all(
      lanes.map(async (lane) => {
        try {
          await lane.run(mediaId);
        } catch (error) {
          failures.push(error);
          this.#stop.abort();
        }
      }),
    );
    // The first one is the cause; the others were stopped by it.
    if (failures.length > 0) throw failures[0];
  }

  /** A lost answer to FINALIZE is looked up: the upload may be closed already. */
  async #finalize(mediaId: string): Promise<UploadedMedia> {
    try {
      return await this.#protocol.finalize(mediaId, this.#signal);
    } catch (error) {
      if (error instanceof MediaRejectedError || error instanceof MediaIdRefusedError) throw error;
      if (this.#signal.aborted) throw error;
      try {
        return await this.#protocol.status(mediaId, this.#signal);
      } catch (statusError) {
        throw statusError instanceof MediaRejectedError ? statusError : error;
      }
    }
  }

  #report(finalized: boolean): void {
    if (this.#media === undefined) return;
    const { mediaId, mediaKey, expiresAtEpochSeconds } = this.#media;
    this.#options.onProgress?.({
      mediaId,
      ...(mediaKey === undefined ? {} : { mediaKey }),
      chunkBytes: this.#plan.chunkBytes,
      segmentsDone: [...this.#done].toSorted((a, b) => a - b),
      segmentsTotal: this.#plan.segmentsTotal,
      finalized,
      expiresAtEpochSeconds,
    });
  }
}
