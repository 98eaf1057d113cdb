import { callRepeatedly } from '../call/call-repeatedly.ts';
import type { Session } from '../call/session.ts';
import type { DriverSettings } from '../driver.ts';
import { jsonBody } from '../http/request-body.ts';

/** Alt text and sensitivity warning of one medium (POST /2/media/metadata, OpenAPI 2.167, August 2026). */
export async function describeMedia(
  session: Session,
  { apiUrl }: DriverSettings,
  mediaId: string,
  { altText, sensitive }: { readonly altText?: string; readonly sensitive?: boolean },
  signal?: AbortSignal,
): Promise<void> {
  if (altText === undefined && sensitive !== true) return;
  const metadata = {
    ...(altText === undefined ? {} : { alt_text: { text: altText } }),
    // X asks which kind it is and our posts do not say; `other` claims neither nudity nor violence.
    ...(sensitive === true ? { sensitive_media_warning: { other: true } } : {}),
  };
  await callRepeatedly(
    session,
    {
      step: 'describe',
      method: 'POST',
      baseUrl: apiUrl,
      path: '/2/media/metadata',
      body: () => jsonBody({ id: mediaId, metadata }),
      deadline: 'short',
      signal,
    },
    // The body of the answer repeats what was sent; the status is enough.
    () => true,
  );
}
