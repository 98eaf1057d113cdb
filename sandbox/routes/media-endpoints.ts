import type { Endpoint } from '../http/endpoint.ts';
import { MediaShelf } from '../media/media-shelf.ts';
import type { MediaLibrary } from '../state/media-library.ts';
import type { World } from '../state/world.ts';
import { v1MediaMetadata } from './v1-media-metadata.ts';
import { v1MediaStatus } from './v1-media-status.ts';
import { v1MediaUpload } from './v1-media-upload.ts';
import { v2MediaAppend } from './v2-media-append.ts';
import { v2MediaFinalize } from './v2-media-finalize.ts';
import { v2MediaInitialize } from './v2-media-initialize.ts';
import { v2MediaMetadata } from './v2-media-metadata.ts';
import { v2MediaStatus } from './v2-media-status.ts';
import { v2MediaUpload } from './v2-media-upload.ts';

/** Every endpoint that takes or describes media, v1.1 and v2. */
export const mediaEndpoints: readonly Endpoint[] = [
  v1MediaUpload,
  v1MediaStatus,
  v1MediaMetadata,
  v2MediaUpload,
  v2MediaInitialize,
  v2MediaAppend,
  v2MediaFinalize,
  v2MediaStatus,
  v2MediaMetadata,
];

/** The library of uploaded media for one world; called once, while the world is being made. */
export function createMediaLibrary(world: World): MediaLibrary {
  return new MediaShelf(world);
}
