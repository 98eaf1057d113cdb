import type { MediaSource } from '../../../domain/x-account.ts';
import type { FilePart } from '../http/multipart.ts';
import { rangePart } from './file-part.ts';
import type { ByteRange } from './source-bytes.ts';

export interface Segment {
  readonly index: number;
  readonly range: ByteRange;
}

/** A segment whose bytes were asked for. */
interface OpenedSegment extends Segment {
  /** Taken by the first try; a later one reads the range anew. */
  early: FilePart | undefined;
}

export interface LaneWork {
  readonly source: MediaSource;
  readonly signal: AbortSignal;
  /** The next segment that no lane has taken. */
  takeSegment(): Segment | undefined;
  append(mediaId: string, segmentIndex: number, openPart: () => FilePart): Promise<void>;
}

/**
 * Sends one segment after the other. The bytes of the next one are asked for as soon as those of the running one are
 * read, so that the store answers while X does.
 */
export class UploadLane {
  readonly #work: LaneWork;
  #next: OpenedSegment | undefined;

  /** Asks for its first bytes at once: they come while X opens the upload. */
  constructor(work: LaneWork) {
    this.#work = work;
    this.#next = this.#open();
  }

  /** Ends when no segment is left. */
  async run(mediaId: string): Promise<void> {
    try {
      for (let segment = this.#take(); segment !== undefined; segment = this.#take()) {
        const current = segment;
        await this.#work.append(mediaId, current.index, () => this.#partOf(current));
      }
    } finally {
      this.close();
    }
  }

  /** Lets go of bytes that were asked for and are not needed. */
  close(): void {
    this.#next?.early?.dispose?.();
    this.#next = undefined;
  }

  #take(): OpenedSegment | undefined {
    const segment = this.#next ?? this.#open();
    this.#next = undefined;
    return segment;
  }

  #open(): OpenedSegment | undefined {
    const segment = this.#work.takeSegment();
    if (segment === undefined) return undefined;
    return { ...segment, early: rangePart(this.#work.source, segment.range, this.#work.signal) };
  }

  #partOf(segment: OpenedSegment): FilePart {
    const part = segment.early ?? rangePart(this.#work.source, segment.range, this.#work.signal);
    segment.early = undefined;
    return { ...part, bytes: this.#andThenAskOn(part.bytes) };
  }

  async *#andThenAskOn(bytes: FilePart['bytes']): AsyncGenerator<Uint8Array> {
    yield* bytes;
    this.#next ??= this.#open();
  }
}
