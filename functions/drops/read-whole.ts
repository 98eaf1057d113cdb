import { MediaRejectedError, RejectedTriggerError, StoreUnavailableError } from '../domain/errors.ts';
import type { MediaStore, StoredObject } from '../domain/ports.ts';

/** Twice the longest post and alt text with every field filled; nobody writes more by hand. */
const MAX_SIDECAR_BYTES = 64 * 1024;

/** The bytes of a file that people wrote. */
export async function readWhole(
  { ref, totalBytes }: Pick<StoredObject, 'ref' | 'totalBytes'>,
  media: Pick<MediaStore, 'read'>,
): Promise<Uint8Array> {
  if (totalBytes > MAX_SIDECAR_BYTES) {
    const message = `${ref.key} has ${totalBytes} bytes, at most ${MAX_SIDECAR_BYTES} are read`;
    throw new RejectedTriggerError('SIDECAR_INVALID', message, { advice: 'Shorten it, then redrive the post.' });
  }
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of await media.read(ref, 0, MAX_SIDECAR_BYTES)) pieces.push(piece);
  } catch (cause) {
    if (!(cause instanceof MediaRejectedError)) throw cause;
    // It is being written: its picture must wait, not be judged by half of it.
    throw new StoreUnavailableError(`${ref.key} changed while it was read`, { cause });
  }
  return Buffer.concat(pieces);
}
