import type { MediaRef, PostMedia } from './post.ts';

/** Where the bytes of a medium lie. Throws for one that has none in our store: a bug of ours, never a user's fault. */
export function refOf(medium: PostMedia): MediaRef {
  if (medium.from === 'stored') return medium.ref;
  throw new Error(`a medium from ${medium.from} has no bytes in the store`);
}
