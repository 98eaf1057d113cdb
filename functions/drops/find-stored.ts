import { MediaRejectedError } from '../domain/errors.ts';
import type { MediaStore, StoredObject } from '../domain/ports.ts';

/** The objects of the drop bucket that are there, in the order of their keys as given. */
export async function findStored(
  keys: readonly string[],
  media: Pick<MediaStore, 'head'>,
): Promise<readonly StoredObject[]> {
  const found = await Promise.all(
    keys.map(async (key) => {
      try {
        return await media.head({ area: 'drop', key });
      } catch (error) {
        // Changed: the folder's answer for a file that is being written just now. It announces itself when it is whole.
        if (error instanceof MediaRejectedError && /^SOURCE_(GONE|CHANGED)$/.test(error.code)) return undefined;
        throw error;
      }
    }),
  );
  return found.filter((object) => object !== undefined);
}
