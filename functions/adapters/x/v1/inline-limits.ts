import { PigeonpostError } from '../../../domain/errors.ts';
import type { InlineLimits } from '../../../domain/x-account.ts';
import {
  CHARACTERS_RESERVED_PER_MEDIA,
  MAX_MEDIA_PER_UPLOAD,
  PHOTO_SIZE_LIMIT_BYTES,
} from '../../../domain/x-limits.ts';
import type { Answer } from '../answers/parse-answer.ts';
import { fieldsOf, numberOf } from '../answers/parse-exact.ts';
import { callRepeatedly } from '../call/call-repeatedly.ts';
import type { Session } from '../call/session.ts';
import type { DriverSettings } from '../driver.ts';

/** The document asks to read it once a day at most (GET help/configuration). */
const KEPT_MS = 24 * 3_600_000;

/** As documented in 2019, two years before X retired the address. */
const lastKnown: InlineLimits = {
  maxMedia: MAX_MEDIA_PER_UPLOAD,
  maxPhotoBytes: PHOTO_SIZE_LIMIT_BYTES,
  charactersReserved: CHARACTERS_RESERVED_PER_MEDIA,
};

export type ReadInlineLimits = (signal?: AbortSignal) => Promise<InlineLimits>;

/** Reads the limits of `update_with_media` from `help/configuration`, and keeps them for a day. */
export function openInlineLimits(session: Session, settings: DriverSettings): ReadInlineLimits {
  let kept: { readonly limits: InlineLimits; readonly atEpochMs: number } | undefined;
  return async (signal) => {
    const nowEpochMs = session.clock();
    if (kept === undefined || nowEpochMs - kept.atEpochMs > KEPT_MS) {
      kept = { limits: await ask(session, settings, signal), atEpochMs: nowEpochMs };
    }
    return kept.limits;
  };
}

async function ask(
  session: Session,
  { apiUrl }: DriverSettings,
  signal: AbortSignal | undefined,
): Promise<InlineLimits> {
  try {
    return await callRepeatedly(
      session,
      {
        step: 'read',
        method: 'GET',
        baseUrl: apiUrl,
        path: '/1.1/help/configuration.json',
        deadline: 'short',
        signal,
      },
      readLimits,
    );
  } catch (error) {
    // Where X does not serve it any more, its last known numbers are the best there is; the call itself will show
    // whatever else is wrong.
    if (error instanceof PigeonpostError) return lastKnown;
    throw error;
  }
}

function readLimits({ json }: Answer): InlineLimits | undefined {
  const body = fieldsOf(json);
  const maxMedia = numberOf(body['max_media_per_upload']);
  const maxPhotoBytes = numberOf(body['photo_size_limit']);
  const charactersReserved = numberOf(body['characters_reserved_per_media']);
  if (maxMedia === undefined || maxPhotoBytes === undefined || charactersReserved === undefined) return undefined;
  return { maxMedia, maxPhotoBytes, charactersReserved };
}
