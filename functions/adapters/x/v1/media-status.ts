import type { UploadedMedia } from '../../../domain/x-account.ts';
import { callRepeatedly } from '../call/call-repeatedly.ts';
import type { Session } from '../call/session.ts';
import type { DriverSettings } from '../driver.ts';
import { readMedia } from '../upload/media-state.ts';

export const UPLOAD_PATH = '/1.1/media/upload.json';

/** How X sees the medium now (GET media/upload, `command=STATUS`). */
export function mediaStatus(
  session: Session,
  { uploadUrl }: DriverSettings,
  mediaId: string,
  signal?: AbortSignal,
): Promise<UploadedMedia> {
  return callRepeatedly(
    session,
    {
      step: 'upload',
      method: 'GET',
      baseUrl: uploadUrl,
      path: UPLOAD_PATH,
      query: [
        ['command', 'STATUS'],
        ['media_id', mediaId],
      ],
      deadline: 'short',
      signal,
    },
    ({ json }) => readMedia(json, session.clock()),
  );
}
