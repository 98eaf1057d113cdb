import type { UploadProgress } from '../../../domain/x-account.ts';
import { MAX_SEGMENT_INDEX } from '../../../domain/x-limits.ts';
import type { ByteRange } from './source-bytes.ts';

/** An upload that X forgets within this time is not worth going on with. */
const MIN_LIFETIME_SECONDS = 120;
/** Beyond that, twice the lanes pay: the round trips outweigh the bytes (measured, `docs/performance.md`). */
const MANY_SEGMENTS = 8;

export interface ChunkPlan {
  readonly chunkBytes: number;
  readonly segmentsTotal: number;
}

/** Chunks of the preferred size; larger ones where X's 1,000 segments would not reach. */
export function planChunks(totalBytes: number, preferredBytes: number): ChunkPlan {
  const chunkBytes = Math.max(preferredBytes, Math.ceil(totalBytes / (MAX_SEGMENT_INDEX + 1)));
  return { chunkBytes, segmentsTotal: Math.ceil(totalBytes / chunkBytes) };
}

export function rangeOfSegment(index: number, chunkBytes: number, totalBytes: number): ByteRange {
  const startByte = index * chunkBytes;
  return { startByte, endByteExclusive: Math.min(startByte + chunkBytes, totalBytes) };
}

/** APPENDs in flight; memory is bounded by their number times one read buffer, never by the file. */
export function laneCount(segmentsTotal: number, setting: number | undefined): number {
  return setting ?? (segmentsTotal > MANY_SEGMENTS ? 8 : 4);
}

/** Whether an earlier run's upload is of these bytes and lives long enough to go on with. */
export function canResume(resume: UploadProgress, totalBytes: number, nowEpochMs: number): boolean {
  const livesSeconds = resume.expiresAtEpochSeconds - nowEpochMs / 1000;
  return livesSeconds > MIN_LIFETIME_SECONDS && resume.segmentsTotal === Math.ceil(totalBytes / resume.chunkBytes);
}
