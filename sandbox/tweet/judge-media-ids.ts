import { MAX_PHOTOS } from '../../functions/domain/x-limits.ts';
import type { Account } from '../state/account.ts';
import type { Unattachable } from '../state/media-library.ts';
import type { World } from '../state/world.ts';

export type MediaIdsFault = Unattachable | 'too-many' | 'gif-with-others' | 'video-with-others';

/** Why these media cannot be on one Tweet of that account: at most 4 photos, or 1 animated GIF, or 1 video. */
export function judgeMediaIds(ids: readonly string[], caller: Account, world: World): MediaIdsFault | undefined {
  if (ids.length > MAX_PHOTOS) return 'too-many';
  const kinds: string[] = [];
  for (const id of ids) {
    const media = world.media.findAttachable(id, caller, world.now());
    if (typeof media === 'string') return media;
    kinds.push(media.kind);
  }
  if (kinds.length > 1 && kinds.includes('animated-gif')) return 'gif-with-others';
  return kinds.length > 1 && kinds.includes('video') ? 'video-with-others' : undefined;
}
