import type { Media } from '../state/media-library.ts';
import { filmAddress, pictureAddress } from './media-address.ts';
import { mediaSizes } from './media-sizes.ts';

/** X's words for what a Tweet shows. */
export type ShownAs = 'photo' | 'animated_gif' | 'video';

/** Where the media link stands in the text and what it leads to. */
export interface MediaLink {
  readonly tco: string;
  /** As in `twitter.com/TweepyDev/status/1149914662164684800/photo/1`, without scheme. */
  readonly permalink: string;
  readonly indices: readonly [number, number];
}

export function shownAs(media: Media): ShownAs {
  if (media.kind === 'video') return 'video';
  return media.kind === 'animated-gif' ? 'animated_gif' : 'photo';
}

/** One element of `entities.media`; films have `video_info` besides. */
export function renderMediaEntity(
  media: Media,
  link: MediaLink,
  withAltText: boolean,
): Readonly<Record<string, unknown>> {
  const picture = pictureAddress(media);
  const type = shownAs(media);
  return {
    id: BigInt(media.mediaId),
    id_str: media.mediaId,
    indices: link.indices,
    media_url: `http://${picture}`,
    media_url_https: `https://${picture}`,
    url: link.tco,
    display_url: link.tco.replace('https://t.co/', 'pic.twitter.com/'),
    expanded_url: `https://${link.permalink}`,
    type,
    sizes: mediaSizes(media.widthPx, media.heightPx),
    ...(type === 'photo' ? {} : { video_info: videoInfo(media) }),
    ...(withAltText ? { ext_alt_text: media.altText ?? null } : {}),
  };
}

function videoInfo(media: Media): Record<string, unknown> {
  const gif = media.kind === 'animated-gif';
  const variant = { bitrate: gif ? 0 : 2_176_000, content_type: 'video/mp4', url: filmAddress(media) };
  const duration = gif || media.durationMs === undefined ? {} : { duration_millis: media.durationMs };
  return { aspect_ratio: aspectRatio(media.widthPx, media.heightPx), ...duration, variants: [variant] };
}

function aspectRatio(width: number, height: number): readonly [number, number] {
  const divisor = greatestDivisor(width, height) || 1;
  return [width / divisor, height / divisor];
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
