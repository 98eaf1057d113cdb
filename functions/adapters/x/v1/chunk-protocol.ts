import type { MediaSource, UploadedMedia } from '../../../domain/x-account.ts';
import { callRepeatedly } from '../call/call-repeatedly.ts';
import { connectAhead } from '../call/connect-ahead.ts';
import type { Session, XCall } from '../call/session.ts';
import type { DriverSettings } from '../driver.ts';
import { multipartBody } from '../http/multipart.ts';
import { formBody } from '../http/request-body.ts';
import { mediaCategories } from '../upload/check-media.ts';
import type { ChunkProtocol } from '../upload/chunk-protocol.ts';
import { readMedia } from '../upload/media-state.ts';
import { mediaStatus, UPLOAD_PATH } from './media-status.ts';
import { type Field, optional } from './post-fields.ts';

/** X takes 5 MB (`MAX_V1_CHUNK_BYTES`), the form's own bytes perhaps included; 4 MiB stays clear of that. */
const CHUNK_BYTES = 4_194_304;

/** POST media/upload, one address for all steps, told apart by `command`. */
export function chunkProtocol(
  session: Session,
  settings: DriverSettings,
  owners: readonly string[] | undefined,
): ChunkProtocol {
  const command = (fields: readonly Field[], signal: AbortSignal): Promise<UploadedMedia> =>
    callRepeatedly(
      session,
      { ...upload(settings, signal), body: () => formBody(fields), deadline: 'short' },
      ({ json }) => readMedia(json, session.clock()),
    );
  return {
    chunkBytes: CHUNK_BYTES,
    connectAhead: (lanes) => connectAhead(session, settings.uploadUrl, lanes),
    initialize: (source, signal) => command(initFields(source, owners), signal),
    append: (mediaId, segmentIndex, openPart, signal) => {
      const fields = [
        ['command', 'APPEND'],
        ['media_id', mediaId],
        ['segment_index', String(segmentIndex)],
      ] as const;
      const body = () => multipartBody(fields, openPart());
      const call: XCall = { ...upload(settings, signal), body, deadline: 'bytes', isRoutine: true };
      // The answer is empty.
      return callRepeatedly(session, call, () => true);
    },
    finalize: (mediaId, signal) => {
      // The post goes to the other host.
      connectAhead(session, settings.apiUrl);
      const fields = [
        ['command', 'FINALIZE'],
        ['media_id', mediaId],
      ] as const;
      return command(fields, signal);
    },
    status: (mediaId, signal) => mediaStatus(session, settings, mediaId, signal),
  };
}

function upload({ uploadUrl }: DriverSettings, signal: AbortSignal): Omit<XCall, 'deadline'> {
  return { step: 'upload', method: 'POST', baseUrl: uploadUrl, path: UPLOAD_PATH, signal };
}

function initFields({ totalBytes, mediaType, kind }: MediaSource, owners: readonly string[] | undefined): Field[] {
  return [
    ['command', 'INIT'],
    ['total_bytes', String(totalBytes)],
    ['media_type', mediaType],
    ['media_category', mediaCategories[kind]],
    ...optional('additional_owners', owners?.join(',')),
  ];
}
