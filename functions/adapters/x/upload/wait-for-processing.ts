import type { UploadedMedia } from '../../../domain/x-account.ts';
import type { Session } from '../call/session.ts';
import { mergeMedia } from './media-state.ts';

/** A short clip is done in this time; for longer ones the caller has better to do than to wait. */
const WAIT_IN_PLACE_MS = 10_000;

/**
 * The medium once X has processed it, or as it stands when that takes longer than 10 s: then `processing` says when to
 * look again.
 *
 * @throws MediaRejectedError when X gives up on it
 */
export async function waitForProcessing(
  session: Session,
  media: UploadedMedia,
  look: () => Promise<UploadedMedia>,
  signal: AbortSignal | undefined,
): Promise<UploadedMedia> {
  const untilEpochMs = session.clock() + WAIT_IN_PLACE_MS;
  let current = media;
  while (current.processing !== undefined && current.processing.checkAtEpochMs <= untilEpochMs) {
    await session.pause(current.processing.checkAtEpochMs - session.clock(), signal);
    if (signal?.aborted === true) return current;
    current = mergeMedia(media, await look());
  }
  return current;
}
