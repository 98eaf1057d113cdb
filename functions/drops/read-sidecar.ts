import { MediaRejectedError, RejectedTriggerError, StoreUnavailableError } from '../domain/errors.ts';
import type { MediaStore, StoredObject } from '../domain/ports.ts';
import { parseSidecar, type Sidecar } from '../triggers/s3-drop/parse-sidecar.ts';
import { sidecarEnding, sidecarKeysOf } from '../triggers/s3-drop/sidecar-keys.ts';
import { findStored } from './find-stored.ts';

/** Twice the longest post and alt text with every field filled; nobody writes more by hand. */
const MAX_SIDECAR_BYTES = 64 * 1024;

/**
 * What was written beside a picture; undefined when nothing is there.
 *
 * @throws RejectedTriggerError `SIDECAR_SEVERAL`, `SIDECAR_INVALID`
 */
export async function readSidecar(
  pictureKey: string,
  media: Pick<MediaStore, 'head' | 'read'>,
): Promise<Sidecar | undefined> {
  const [sidecar, ...others] = await findStored(sidecarKeysOf(pictureKey), media);
  if (sidecar === undefined) return undefined;
  if (others.length > 0) {
    const names = [sidecar, ...others].map(({ ref }) => ref.key).join(', ');
    throw new RejectedTriggerError('SIDECAR_SEVERAL', `more than one file tells of ${pictureKey}: ${names}`, {
      advice: 'Keep one of them, then redrive the post.',
    });
  }
  const { key } = sidecar.ref;
  return parseSidecar(await readWhole(sidecar, media), sidecarEnding(key) ?? 'txt', key);
}

async function readWhole({ ref, totalBytes }: StoredObject, media: Pick<MediaStore, 'read'>): Promise<Uint8Array> {
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
