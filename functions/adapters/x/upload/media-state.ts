import { MediaRejectedError } from '../../../domain/errors.ts';
import type { UploadedMedia } from '../../../domain/x-account.ts';
import { MEDIA_LIFETIME_SECONDS } from '../../../domain/x-limits.ts';
import { adviceOf } from '../answers/own-outcomes.ts';
import { fieldsOf, idOf, numberOf, textOf } from '../answers/parse-exact.ts';

/** Where X names no time to look again. */
const DEFAULT_CHECK_AFTER_SECONDS = 5;
const MIN_CHECK_AFTER_SECONDS = 1;
const MAX_CHECK_AFTER_SECONDS = 60;

/**
 * The medium as X describes it in an answer of an upload, v1.1 (`media_id_string`) or v2 (`id`); undefined when the
 * answer holds no id.
 *
 * @throws MediaRejectedError `MEDIA_PROCESSING_FAILED`, with X's reason
 */
export function readMedia(value: unknown, nowEpochMs: number): UploadedMedia | undefined {
  const body = fieldsOf(value);
  const mediaId = idOf(body['media_id_string'], body['id'], body['media_id']);
  if (mediaId === undefined) return undefined;
  const mediaKey = textOf(body['media_key']);
  const lifetimeSeconds = numberOf(body['expires_after_secs']) ?? MEDIA_LIFETIME_SECONDS;
  const processing = readProcessing(body['processing_info'], mediaId, nowEpochMs);
  return {
    mediaId,
    ...(mediaKey === undefined ? {} : { mediaKey }),
    expiresAtEpochSeconds: Math.floor(nowEpochMs / 1000) + lifetimeSeconds,
    ...(processing === undefined ? {} : { processing }),
  };
}

/** The medium as a later answer shows it, with what only the first one told; the shorter of the two lives. */
export function mergeMedia(first: UploadedMedia, later: UploadedMedia): UploadedMedia {
  const mediaKey = later.mediaKey ?? first.mediaKey;
  const expiresAtEpochSeconds = Math.min(first.expiresAtEpochSeconds, later.expiresAtEpochSeconds);
  return { ...later, expiresAtEpochSeconds, ...(mediaKey === undefined ? {} : { mediaKey }) };
}

/** Absent or `succeeded` means ready; any other state that is not `failed` means that X still works on it. */
function readProcessing(value: unknown, mediaId: string, nowEpochMs: number): UploadedMedia['processing'] {
  if (value === undefined || value === null) return undefined;
  const info = fieldsOf(value);
  if (info['state'] === 'succeeded') return undefined;
  if (info['state'] === 'failed') throw processingFailed(mediaId, info['error']);
  const progressPercent = numberOf(info['progress_percent']);
  return {
    checkAtEpochMs: nowEpochMs + checkAfterSeconds(info['check_after_secs']) * 1000,
    ...(progressPercent === undefined ? {} : { progressPercent }),
  };
}

function checkAfterSeconds(value: unknown): number {
  const seconds = numberOf(value) ?? DEFAULT_CHECK_AFTER_SECONDS;
  return Math.min(Math.max(seconds, MIN_CHECK_AFTER_SECONDS), MAX_CHECK_AFTER_SECONDS);
}

/** v1.1 gives a name and a message; v2's description of the answer has neither. */
function processingFailed(mediaId: string, value: unknown): MediaRejectedError {
  const error = fieldsOf(value);
  const said = [textOf(error['name']), textOf(error['message'])].filter((text) => text !== undefined).join(': ');
  const message = `X could not process media ${mediaId}: ${said === '' ? 'it gave no reason' : said.slice(0, 300)}`;
  return new MediaRejectedError('MEDIA_PROCESSING_FAILED', message, { advice: adviceOf('MEDIA_PROCESSING_FAILED') });
}
