import * as z from 'zod';

import * as limits from '../../functions/domain/x-limits.ts';

const seconds = z.number().nonnegative();
const count = z.int().nonnegative();

const processingFailure = z.strictObject({
  code: z.int().default(1),
  name: z.string().default('InvalidMedia'),
  message: z.string().default('Unsupported video format'),
});

/** Uploads by `media/upload`, v1.1 and v2. */
export const mediaGroup = z.strictObject({
  photoBytes: count.default(limits.MAX_PHOTO_BYTES),
  gifBytes: count.default(limits.MAX_GIF_BYTES),
  videoBytes: count.default(limits.MAX_VIDEO_BYTES),
  minVideoSeconds: seconds.default(limits.MIN_VIDEO_SECONDS),
  maxVideoSeconds: seconds.default(limits.MAX_VIDEO_SECONDS),
  lifetimeSeconds: seconds.default(limits.MEDIA_LIFETIME_SECONDS),
  v1ChunkBytes: count.default(limits.MAX_V1_CHUNK_BYTES),
  /** A v2 append beyond this gets an empty 413, as seen in May 2026 at 5 MB. */
  v2ChunkBytes: count.default(4 * limits.V2_CHUNK_BYTES),
  /** How long a video or GIF is `pending` after FINALIZE; a client that looks after a second finds it in progress. */
  pendingMs: count.default(500),
  /** How long it is then `in_progress`. */
  processingMs: count.default(1000),
  checkAfterSeconds: seconds.default(1),
  /** What every upload finalized from now on ends in, if processed at all; null lets the content decide. */
  processingFailure: processingFailure.nullable().default(null),
  /** Holds everything processed at `in_progress` as long as this is true. */
  stuckInProgress: z.boolean().default(false),
});
