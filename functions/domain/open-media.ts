import { HEAD_BYTES, inspectMedia } from './inspect-media.ts';
import { keepHead } from './keep-head.ts';
import type { MediaFacts, RangedBytes } from './media-facts.ts';
import type { MediaStore, StoredObject } from './ports.ts';
import type { MediaRef } from './post.ts';
import type { MediaSource } from './x-account.ts';

/**
 * Stored bytes as something to upload, with what they are, told from themselves.
 *
 * @throws MediaRejectedError when they are gone, changed, or nothing that X takes
 */
export async function openMedia(
  ref: MediaRef,
  store: MediaStore,
  signal?: AbortSignal,
): Promise<MediaSource & MediaFacts> {
  return openObject(await store.head(ref), store, signal);
}

/** The same of what was looked at just now. */
export async function openObject(
  { ref, totalBytes, eTag }: StoredObject,
  store: Pick<MediaStore, 'read'>,
  signal?: AbortSignal,
): Promise<MediaSource & MediaFacts> {
  const pinned: MediaRef = { ...ref, eTag };
  const stored: RangedBytes = { totalBytes, read: async (...range) => store.read(pinned, ...range) };
  const source = keepHead(stored, HEAD_BYTES);
  return { ...(await inspectMedia(source, signal)), read: async (...range) => source.read(...range) };
}
