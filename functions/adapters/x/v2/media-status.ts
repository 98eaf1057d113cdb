import type { UploadedMedia } from '../../../domain/x-account.ts';
import type { Answer } from '../answers/parse-answer.ts';
import { fieldsOf } from '../answers/parse-exact.ts';
import { callRepeatedly } from '../call/call-repeatedly.ts';
import type { Session } from '../call/session.ts';
import type { DriverSettings } from '../driver.ts';
import { readMedia } from '../upload/media-state.ts';

/** How X sees the medium now (GET /2/media/upload). */
export function mediaStatus(
  session: Session,
  { apiUrl }: DriverSettings,
  mediaId: string,
  signal?: AbortSignal,
): Promise<UploadedMedia> {
  return callRepeatedly(
    session,
    {
      step: 'upload',
      method: 'GET',
      baseUrl: apiUrl,
      path: '/2/media/upload',
      query: [
        ['command', 'STATUS'],
        ['media_id', mediaId],
      ],
      deadline: 'short',
      signal,
    },
    (answer) => readData(session, answer),
  );
}

export function readData(session: Session, { json }: Answer): UploadedMedia | undefined {
  return readMedia(fieldsOf(json)['data'], session.clock());
}
