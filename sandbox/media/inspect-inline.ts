import type { FilePart } from '../http/endpoint.ts';
import type { InspectedImage } from '../state/media-library.ts';
import { sourceOf } from './byte-source.ts';
import { decodeBase64 } from './decode-base64.ts';
import { inspectMedia } from './inspect-media.ts';
import { kindOf } from './media-record.ts';

/** POST statuses/update_with_media: "Supported image formats are PNG, JPG and GIF". */
const INLINE_TYPES = new Set(['image/png', 'image/jpeg', 'image/gif']);

/** The picture in a `media[]` part: its bytes as they are, or decoded where the part says base64 or only the decoding is a picture. */
export async function inspectInline(
  part: FilePart,
  maxBytes: number,
): Promise<InspectedImage | 'not-an-image' | 'too-large'> {
  const decoded = decodeBase64(part.bytes);
  const saysBase64 = part.transferEncoding?.toLowerCase() === 'base64';
  const readings = saysBase64 ? [decoded, part.bytes] : [part.bytes, decoded];
  for (const bytes of readings) {
    const image = bytes && (await inspectPicture(bytes));
    if (image !== undefined) return image.bytes.length > maxBytes ? 'too-large' : image;
  }
  return 'not-an-image';
}

async function inspectPicture(bytes: Buffer): Promise<InspectedImage | undefined> {
  const found = await inspectMedia(sourceOf(bytes));
  if (found.kind !== 'picture' || !INLINE_TYPES.has(found.mediaType)) return undefined;
  const kind = kindOf(found);
  if (kind === 'video') return undefined;
  return { bytes, kind, mimeType: found.mediaType, widthPx: found.widthPx, heightPx: found.heightPx };
}
