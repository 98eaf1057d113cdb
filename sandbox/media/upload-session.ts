import { MAX_SEGMENT_INDEX } from '../../functions/domain/x-limits.ts';
import { badMedia } from './media-refused-error.ts';

/** One APPEND that was taken. Its bytes lie elsewhere. */
export interface Segment {
  readonly index: number;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** What of a chunked upload has come so far. */
export interface UploadSession {
  /** Undefined where INIT did not say, which v2 allows. */
  readonly totalBytes: number | undefined;
  /** In order of index, whatever the order they came in. */
  readonly segments: readonly Segment[];
  readonly finalized: boolean;
}

export function openUpload(totalBytes: number | undefined): UploadSession {
  return { totalBytes, segments: [], finalized: false };
}

/** The index in that text. @throws MediaRefusedError when it is no whole number from 0 to 999 */
export function parseSegmentIndex(text: string): number {
  const index = /^\d{1,4}$/.test(text) ? Number(text) : -1;
  if (index < 0 || index > MAX_SEGMENT_INDEX) throw badMedia('SegmentIndex must be between 0 and 999.');
  return index;
}

/**
 * The session with that segment, or the same session when it had it already: a client that lost our answer sends it again.
 *
 * @throws MediaRefusedError when the index was taken by other bytes, or the upload is closed
 */
export function addSegment(session: UploadSession, segment: Segment): UploadSession {
  const before = session.segments.find(({ index }) => index === segment.index);
  if (before?.sha256 === segment.sha256) return session;
  if (session.finalized) throw badMedia('The upload was finalized, it takes no more segments.');
  if (before !== undefined) throw badMedia(`Segment ${segment.index} was uploaded before with other bytes.`);
  const segments = [...session.segments, segment].sort((one, other) => one.index - other.index);
  return { ...session, segments };
}

/**
 * The session closed. Closing it again changes nothing.
 *
 * @throws MediaRefusedError when segments are missing between the first and the last, or their sizes are not the size announced
 */
export function finalizeUpload(session: UploadSession): UploadSession {
  const { segments, totalBytes } = session;
  const whole = segments.length > 0 && segments.every(({ index }, place) => index === place);
  if (!whole || (totalBytes !== undefined && receivedBytes(session) !== totalBytes)) {
    throw badMedia('Segments do not add up to provided total file size.');
  }
  return { ...session, finalized: true };
}

export function receivedBytes(session: UploadSession): number {
  return session.segments.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}
