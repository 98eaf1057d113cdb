import { RejectedTriggerError } from '../domain/errors.ts';
import type { ListedObject, MediaStore } from '../domain/ports.ts';
import { parseSidecar, type Sidecar } from '../triggers/s3-drop/parse-sidecar.ts';
import { sidecarEnding } from '../triggers/s3-drop/sidecar-keys.ts';
import { readWhole } from './read-whole.ts';

/**
 * What was written beside a picture; undefined when nothing is there.
 *
 * @param found every file that may tell of it
 * @throws RejectedTriggerError `SIDECAR_SEVERAL`, `SIDECAR_INVALID`
 */
export async function readSidecar(
  pictureKey: string,
  found: readonly ListedObject[],
  media: Pick<MediaStore, 'read'>,
): Promise<Sidecar | undefined> {
  const [sidecar, ...others] = found;
  if (sidecar === undefined) return undefined;
  if (others.length > 0) {
    const names = found.map(({ ref }) => ref.key).join(', ');
    throw new RejectedTriggerError('SIDECAR_SEVERAL', `more than one file tells of ${pictureKey}: ${names}`, {
      advice: 'Keep one of them, then redrive the post.',
    });
  }
  const { key } = sidecar.ref;
  return parseSidecar(await readWhole(sidecar, media), sidecarEnding(key) ?? 'txt', key);
}
