import type { Account } from '../state/account.ts';
import type { World } from '../state/world.ts';

/** `x-mediaratelimit-*` as `update_with_media` sends them on successes and errors alike. */
export function mediaLimitHeaders(world: World, caller: Account): Readonly<Record<string, string>> {
  const { used, resetsAtEpochMs } = world.mediaCount.read(caller.userId, world.now());
  const limit = world.settings.limits.mediaPerDay;
  return {
    'x-mediaratelimit-limit': String(limit),
    'x-mediaratelimit-remaining': String(Math.max(0, limit - used)),
    'x-mediaratelimit-reset': String(Math.ceil(resetsAtEpochMs / 1000)),
    'x-mediaratelimit-class': 'photos',
  };
}
