import { MediaIdRefusedError, MediaRejectedError, PigeonpostError, XRefusedError } from '../../domain/errors.ts';
import { V1Error, V1MediaError, v1Errors } from './v1-error.ts';

/** What v2 says after every refusal of a request. */
const EMPTY_WORDS = /\s*One or more parameters to your request was invalid\.?/g;

/**
 * X's refusal of a step of an upload, in the shape of `media/upload` and in X's own words; any other error as it is.
 *
 * @param mediaId of the upload, where it has one
 */
export function mediaRefusal(error: unknown, mediaId?: string): unknown {
  if (!(error instanceof PigeonpostError) || !isAboutMedia(error)) return error;
  const said = (error.x?.detail ?? error.message).replaceAll(EMPTY_WORDS, '').trim();
  if (error.x?.status === 413)
    return new V1MediaError('X takes no segment that large: send smaller ones, of 1 MB', 413);
  if (/\bnot found\b/i.test(said) && error.x?.status === 400) return new V1Error(v1Errors.pageMissing);
  const isUnknownId = /media.?ids? (?:are|is) invalid|invalid media_id/i.test(said);
  if (isUnknownId && mediaId !== undefined) return new V1MediaError(`Invalid media_id: Some(${mediaId}).`);
  return new V1MediaError(said);
}

function isAboutMedia(error: PigeonpostError): boolean {
  const isRefused = error instanceof XRefusedError && (error.x?.status === 400 || error.x?.status === 404);
  return isRefused || error instanceof MediaRejectedError || error instanceof MediaIdRefusedError;
}
