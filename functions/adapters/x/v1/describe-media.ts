import { callRepeatedly } from '../call/call-repeatedly.ts';
import type { Session } from '../call/session.ts';
import type { DriverSettings } from '../driver.ts';
import { jsonBody } from '../http/request-body.ts';

/** Alt text of one medium (POST media/metadata/create). What is sensitive, v1.1 says on the post itself. */
export async function describeMedia(
  session: Session,
  { uploadUrl }: DriverSettings,
  mediaId: string,
  { altText }: { readonly altText?: string; readonly sensitive?: boolean },
  signal?: AbortSignal,
): Promise<void> {
  if (altText === undefined) return;
  await callRepeatedly(
    session,
    {
      step: 'describe',
      method: 'POST',
      baseUrl: uploadUrl,
      path: '/1.1/media/metadata/create.json',
      body: () => jsonBody({ media_id: mediaId, alt_text: { text: altText } }),
      deadline: 'short',
      signal,
    },
    // A success has an empty body.
    () => true,
  );
}
