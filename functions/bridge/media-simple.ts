import { inspectBytes } from '../domain/inspect-media.ts';
import { mediaTypes, sniffMedia } from '../domain/sniff-media.ts';
import { invalidParameter } from '../triggers/v1-bridge/parameter-faults.ts';
import { readMediaBytes } from '../triggers/v1-bridge/read-media-bytes.ts';
import { readCategory, readOwners } from '../triggers/v1-bridge/read-upload-fields.ts';
import { limitHeaders, renderMedia } from '../triggers/v1-bridge/render-media.ts';
import { V1MediaError } from '../triggers/v1-bridge/v1-error.ts';
import { askAboutMedia } from './ask-about-media.ts';
import type { BridgeMedia } from './bridge-account.ts';
import type { BridgeEndpoint } from './bridge-endpoint.ts';

/** "Please note that to upload videos or GIFs you need to use the chunked upload" (POST media/upload). */
const CHUNKED_ONLY: readonly string[] = ['tweet_gif', 'tweet_video', 'amplify_video', 'dm_gif', 'dm_video'];

/** POST media/upload: a picture in one call. */
export const uploadSimply: BridgeEndpoint = async (call, ports) => {
  const bytes = readMediaBytes(call);
  const mediaCategory = readCategory(call.parameters);
  if (mediaCategory !== undefined && CHUNKED_ONLY.includes(mediaCategory)) throw invalidParameter('media_category');
  const additionalOwners = readOwners(call.parameters);
  const mediaType = typeOf(bytes);
  const picture = {
    bytes,
    mediaType,
    ...(mediaCategory === undefined ? {} : { mediaCategory }),
    ...(additionalOwners === undefined ? {} : { additionalOwners }),
  };
  const media = await askAboutMedia(call, ports, (account, signal) => account.uploadSimple(picture, signal));
  const { mediaKey, ...told } = { totalBytes: bytes.length, ...(await withImage(media, bytes)) };
  // v2 wants a category of its own and gives a key for it; v1.1 gave one only to who named a category.
  const isKeyed = mediaCategory !== undefined && mediaKey !== undefined;
  return { status: 200, headers: limitHeaders(media), body: renderMedia({ ...told, ...(isKeyed && { mediaKey }) }) };
};

function typeOf(bytes: Uint8Array): string {
  const mediaType = sniffed(bytes);
  if (mediaType === undefined || !mediaType.startsWith('image/')) throw new V1MediaError('media type unrecognized.');
  return mediaType;
}

function sniffed(bytes: Uint8Array): string | undefined {
  try {
    return mediaTypes[sniffMedia(bytes)];
  } catch {
    return undefined;
  }
}

/** Type and sides, from the bytes where X does not tell them. */
async function withImage(media: BridgeMedia, bytes: Uint8Array): Promise<BridgeMedia> {
  if (media.image !== undefined) return media;
  const { mediaType, widthPx, heightPx } = await inspectBytes(bytes);
  if (widthPx === undefined || heightPx === undefined) return media;
  return { ...media, image: { mediaType, widthPx, heightPx } };
}
