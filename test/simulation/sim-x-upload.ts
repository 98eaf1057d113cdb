import { XUnavailableError } from '../../functions/domain/errors.ts';
import type { MediaSource, UploadedMedia, UploadOptions, UploadProgress } from '../../functions/domain/x-account.ts';
import { namesDrawnIn } from './sim-media.ts';
import { callX, stateOf, type XSeat } from './sim-x-seat.ts';
import type { SimMedium } from './sim-x.ts';

/** A film goes up in this many pieces; a picture in one. */
const FILM_SEGMENTS = 3;
const LONGEST_PROCESSING_MS = 60_000;

/** Uploads as the drivers do: a film in segments that a later run can go on with. */
export function uploadTo(seat: XSeat) {
  return async (source: MediaSource, options: UploadOptions = {}): Promise<UploadedMedia> => {
    const medium = await openUpload(seat, options.resume);
    const segments = source.kind === 'video' ? FILM_SEGMENTS : 1;
    const report = (finalized: boolean): void => options.onProgress?.(progressOf(medium, segments, finalized));
    if (segments > 1) report(false);
    while (medium.segmentsDone < segments) {
      await sendSegment(seat, source, medium, segments, options);
      if (segments > 1) report(false);
    }
    if (segments > 1 && medium.readyAtEpochMs === Infinity) {
      await callX(seat, 'finalize', () => {
        const { time, random } = seat.stage;
        medium.readyAtEpochMs = time.nowEpochMs + random.between(0, LONGEST_PROCESSING_MS);
      });
      report(true);
    }
    return stateOf(seat, medium.mediaId);
  };
}

async function openUpload(seat: XSeat, resume: UploadProgress | undefined): Promise<SimMedium> {
  const { x, account, token } = seat;
  const known = resume === undefined ? undefined : x.media.get(resume.mediaId);
  if (known !== undefined && known.expiresAtEpochSeconds * 1000 > seat.stage.time.nowEpochMs) return known;
  return callX(seat, 'initialize', () => {
    x.checkToken(account, token);
    return x.openMedium(account, token);
  });
}

async function sendSegment(
  seat: XSeat,
  source: MediaSource,
  medium: SimMedium,
  segments: number,
  { signal }: UploadOptions,
): Promise<void> {
  if (signal?.aborted === true) throw new XUnavailableError('the upload was stopped');
  const index = medium.segmentsDone;
  const [start, end] = [index, index + 1].map((i) => Math.floor((i * source.totalBytes) / segments));
  const pieces: Uint8Array[] = [];
  for await (const piece of await source.read(start ?? 0, end ?? source.totalBytes, signal)) pieces.push(piece);
  const shown = namesDrawnIn(Buffer.concat(pieces));
  await callX(seat, 'append', () => {
    seat.x.checkToken(seat.account, seat.token);
    medium.segmentsDone = Math.max(medium.segmentsDone, index + 1);
    if (shown !== '') medium.shows = shown;
    if (segments === 1) medium.readyAtEpochMs = seat.stage.time.nowEpochMs;
  });
}

function progressOf(medium: SimMedium, segmentsTotal: number, finalized: boolean): UploadProgress {
  return {
    mediaId: medium.mediaId,
    chunkBytes: 1_024,
    segmentsDone: Array.from({ length: medium.segmentsDone }, (_, i) => i),
    segmentsTotal,
    finalized,
    expiresAtEpochSeconds: medium.expiresAtEpochSeconds,
  };
}
