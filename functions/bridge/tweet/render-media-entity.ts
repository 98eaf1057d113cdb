import type { BridgeLink, BridgePostMedia } from '../bridge-account.ts';
import { mediaSizes } from './media-sizes.ts';

/** One element of `entities.media`; addresses that X did not tell are empty. */
export function renderMediaEntity(
  medium: BridgePostMedia,
  link: BridgeLink | undefined,
  withAltText: boolean,
): Readonly<Record<string, unknown>> {
  const { mediaId, type, url: address = '', widthPx = 0, heightPx = 0, altText } = medium;
  const { start = 0, end = 0, url = '', displayUrl = '', expandedUrl = '' } = link ?? {};
  return {
    id: BigInt(mediaId),
    id_str: mediaId,
    indices: [start, end],
    media_url: address.replace(/^https:/, 'http:'),
    media_url_https: address,
    url,
    display_url: displayUrl,
    expanded_url: expandedUrl,
    type,
    sizes: mediaSizes(widthPx, heightPx),
    ...(type === 'photo' ? {} : { video_info: videoInfo(medium) }),
    ...(withAltText ? { ext_alt_text: altText ?? null } : {}),
  };
}

function videoInfo({ widthPx = 1, heightPx = 1, durationMs, variants = [] }: BridgePostMedia) {
  const divisor = greatestDivisor(widthPx, heightPx);
  return {
    aspect_ratio: [widthPx / divisor, heightPx / divisor],
    ...(durationMs === undefined ? {} : { duration_millis: durationMs }),
    variants: variants.map(({ contentType, url, bitRate }) => ({
      ...(bitRate === undefined ? {} : { bitrate: bitRate }),
      content_type: contentType,
      url,
    })),
  };
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a || 1 : greatestDivisor(b, a % b);
}
