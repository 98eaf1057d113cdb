import { MediaRejectedError } from '../../domain/errors.ts';
import { sniffMedia } from '../../domain/sniff-media.ts';
import { MAX_MEDIA_PER_UPLOAD } from '../../domain/x-limits.ts';
import type { BridgeCall } from './bridge-call.ts';
import { V1Error, v1Errors } from './v1-error.ts';

/** Many clients leave out the brackets of the documents. */
const NAMES: readonly string[] = ['media[]', 'media'];

/**
 * The pictures of `statuses/update_with_media`: bytes as they are, or decoded where only their decoding is a picture.
 *
 * @throws V1Error 403/195 for none, for more than `max_media_per_upload`, and for a body that is no multipart
 */
export function readPictures(call: Pick<BridgeCall, 'contentType' | 'parameters' | 'files'>): readonly Uint8Array[] {
  const parts = call.contentType === 'multipart' ? partsOf(call) : [];
  if (parts.length === 0 || parts.length > MAX_MEDIA_PER_UPLOAD) throw new V1Error(v1Errors.mediaMissing);
  return parts.map(decoded);
}

/** A part without a file name may be told for a text where its bytes happen to be one, as base64 is. */
function partsOf({ parameters, files }: Pick<BridgeCall, 'parameters' | 'files'>): readonly Uint8Array[] {
  const texts = NAMES.flatMap((name) => parameters.get(name) ?? []).map((text) => Buffer.from(text));
  return [...files.filter(({ name }) => NAMES.includes(name)).map(({ bytes }) => bytes), ...texts];
}

function decoded(bytes: Uint8Array): Uint8Array {
  if (isPicture(bytes)) return bytes;
  const text = Buffer.from(bytes).toString('latin1').replaceAll(/\s/g, '');
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) return bytes;
  const found = Buffer.from(text, 'base64');
  return isPicture(found) ? found : bytes;
}

function isPicture(bytes: Uint8Array): boolean {
  try {
    sniffMedia(bytes);
    return true;
  } catch (error) {
    if (error instanceof MediaRejectedError) return false;
    throw error;
  }
}
