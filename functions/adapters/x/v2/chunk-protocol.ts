import type { MediaSource } from '../../../domain/x-account.ts';
import { V2_CHUNK_BYTES } from '../../../domain/x-limits.ts';
import { callRepeatedly } from '../call/call-repeatedly.ts';
import { connectAhead } from '../call/connect-ahead.ts';
import type { Session, XCall } from '../call/session.ts';
import type { DriverSettings } from '../driver.ts';
import { multipartBody } from '../http/multipart.ts';
import { jsonBody } from '../http/request-body.ts';
import { mediaCategories } from '../upload/check-media.ts';
import type { ChunkProtocol } from '../upload/chunk-protocol.ts';
import { mediaStatus, readData } from './media-status.ts';

/** POST /2/media/upload/initialize, /:id/append and /:id/finalize (OpenAPI 2.167, August 2026). */
export function chunkProtocol(
  session: Session,
  settings: DriverSettings,
  owners: readonly string[] | undefined,
): ChunkProtocol {
  const step = (path: string, signal: AbortSignal): Omit<XCall, 'deadline'> => ({
    step: 'upload',
    method: 'POST',
    baseUrl: settings.apiUrl,
    path: `/2/media/upload/${path}`,
    signal,
  });
  return {
    chunkBytes: V2_CHUNK_BYTES,
    connectAhead: (lanes) => connectAhead(session, settings.apiUrl, lanes),
    initialize: (source, signal) => {
      const body = () => jsonBody(initialFields(source, owners));
      const call: XCall = { ...step('initialize', signal), body, deadline: 'short' };
      return callRepeatedly(session, call, (answer) => readData(session, answer));
    },
    append: (mediaId, segmentIndex, openPart, signal) => {
      const body = () => multipartBody([['segment_index', String(segmentIndex)]], openPart());
      // The status is enough: the body tells when the upload expires, which INIT did.
      const call: XCall = { ...step(`${mediaId}/append`, signal), body, deadline: 'bytes', isRoutine: true };
      return callRepeatedly(session, call, () => true);
    },
    finalize: (mediaId, signal) =>
      callRepeatedly(session, { ...step(`${mediaId}/finalize`, signal), deadline: 'short' }, (answer) =>
        readData(session, answer),
      ),
    status: (mediaId, signal) => mediaStatus(session, settings, mediaId, signal),
  };
}

function initialFields({ totalBytes, mediaType, kind }: MediaSource, owners: readonly string[] | undefined): object {
  return {
    media_type: mediaType,
    total_bytes: totalBytes,
    media_category: mediaCategories[kind],
    ...(owners === undefined ? {} : { additional_owners: owners }),
  };
}
