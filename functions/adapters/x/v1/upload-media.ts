import type { MediaSource, UploadedMedia, UploadOptions } from '../../../domain/x-account.ts';
import { callRepeatedly } from '../call/call-repeatedly.ts';
import { connectAhead } from '../call/connect-ahead.ts';
import type { Session } from '../call/session.ts';
import type { DriverSettings } from '../driver.ts';
import { multipartBody } from '../http/multipart.ts';
import { checkMedia, mediaCategories } from '../upload/check-media.ts';
import { wholeFile } from '../upload/file-part.ts';
import { readMedia } from '../upload/media-state.ts';
import { uploadChunks } from '../upload/upload-chunks.ts';
import { waitForProcessing } from '../upload/wait-for-processing.ts';
import { chunkProtocol } from './chunk-protocol.ts';
import { mediaStatus, UPLOAD_PATH } from './media-status.ts';

/** The medium on X: a photo in one request, anything else in chunks. */
export async function uploadMedia(
  session: Session,
  settings: DriverSettings,
  source: MediaSource,
  options: UploadOptions,
): Promise<UploadedMedia> {
  checkMedia(source);
  const media =
    source.kind === 'photo'
      ? await uploadPhoto(session, settings, source, options)
      : await uploadChunks(chunkProtocol(session, settings, options.additionalOwners), source, options, {
          lanes: settings.lanes,
          nowEpochMs: session.clock(),
        });
  return waitForProcessing(
    session,
    media,
    () => mediaStatus(session, settings, media.mediaId, options.signal),
    options.signal,
  );
}

/** POST media/upload, raw bytes: base64 would be a third more. */
function uploadPhoto(
  session: Session,
  { uploadUrl, apiUrl }: DriverSettings,
  source: MediaSource,
  { signal, additionalOwners }: UploadOptions,
): Promise<UploadedMedia> {
  // Without a category the answer has no media key, by which a post of unknown outcome is found again.
  const fields: [string, string][] = [['media_category', mediaCategories[source.kind]]];
  if (additionalOwners !== undefined) fields.push(['additional_owners', additionalOwners.join(',')]);
  // The post goes to the other host.
  connectAhead(session, apiUrl);
  return callRepeatedly(
    session,
    {
      step: 'upload',
      method: 'POST',
      baseUrl: uploadUrl,
      path: UPLOAD_PATH,
      body: () => multipartBody(fields, wholeFile(source, signal)),
      deadline: 'bytes',
      signal,
    },
    ({ json }) => readMedia(json, session.clock()),
  );
}
