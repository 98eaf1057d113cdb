import type { Media } from '../state/media-library.ts';
import { filmAddress, pictureAddress } from './media-address.ts';
import { shownAs } from './render-media-entity.ts';

/** A v2 media object with the fields asked for; `media_key` and `type` always. */
export function renderV2Media(media: Media, fields: ReadonlySet<string>): Readonly<Record<string, unknown>> {
  const type = shownAs(media);
  const photo = type === 'photo';
  const picture = `https://${pictureAddress(media)}`;
  const all: Record<string, unknown> = {
    width: media.widthPx,
    height: media.heightPx,
    url: photo ? picture : undefined,
    preview_image_url: photo ? undefined : picture,
    alt_text: media.altText,
    duration_ms: type === 'video' ? media.durationMs : undefined,
    variants: photo ? undefined : [{ bit_rate: 0, content_type: 'video/mp4', url: filmAddress(media) }],
    public_metrics: type === 'video' ? { view_count: 0 } : undefined,
  };
  const asked = Object.entries(all).filter(([name, value]) => fields.has(name) && value !== undefined);
  return { media_key: media.mediaKey, type, ...Object.fromEntries(asked) };
}
