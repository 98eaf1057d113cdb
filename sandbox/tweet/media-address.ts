import type { Media } from '../state/media-library.ts';
import { slugFor } from '../text/slug.ts';

const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'jpg',
  'image/webp': 'jpg',
};

/** Address of the picture, or of a video's still, without scheme, as in `pbs.twimg.com/media/D_VRSrrXkAAYzkx.png`. */
export function pictureAddress(media: Media): string {
  const slug = slugFor(`media ${media.mediaId}`, 15);
  if (media.kind === 'video') return `pbs.twimg.com/ext_tw_video_thumb/${media.mediaId}/pu/img/${slug}.jpg`;
  if (media.kind === 'animated-gif') return `pbs.twimg.com/tweet_video_thumb/${slug}.jpg`;
  return `pbs.twimg.com/media/${slug}.${EXTENSIONS[media.mimeType] ?? 'jpg'}`;
}

/** Address of the film that X makes of a video or an animated GIF. */
export function filmAddress(media: Media): string {
  const slug = slugFor(`media ${media.mediaId}`, 15);
  if (media.kind === 'animated-gif') return `https://video.twimg.com/tweet_video/${slug}.mp4`;
  return `https://video.twimg.com/ext_tw_video/${media.mediaId}/pu/vid/${media.widthPx}x${media.heightPx}/${slug}.mp4`;
}
