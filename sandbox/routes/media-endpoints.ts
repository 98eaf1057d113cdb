import type { Endpoint } from '../http/endpoint.ts';
import { MediaShelf } from '../media/media-shelf.ts';
import type { MediaLibrary } from '../state/media-library.ts';
import type { World } from '../state/world.ts';

/** Every endpoint that takes or describes media, v1.1 and v2. */
export const mediaEndpoints: readonly Endpoint[] = [];

/** The library of uploaded media for one world; called once, while the world is being made. */
export function createMediaLibrary(world: World): MediaLibrary {
  return new MediaShelf(world);
}
