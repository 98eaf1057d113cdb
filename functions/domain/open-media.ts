import { inspectMedia } from './inspect-media.ts';
import type { MediaFacts } from './media-facts.ts';
import type { MediaStore } from './ports.ts';
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
  const { totalBytes, eTag } = await store.head(ref);
  const pinned: MediaRef = { ...ref, eTag };
  const read: MediaSource['read'] = async (start, end, readSignal) => store.read(pinned, start, end, readSignal);
  return { ...(await inspectMedia({ totalBytes, read }, signal)), read };
}
