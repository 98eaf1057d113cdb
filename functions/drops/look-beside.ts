import type { ListedObject, MediaStore } from '../domain/ports.ts';
import { folderOf, MANIFEST_NAMES } from '../triggers/s3-drop/manifest-keys.ts';
import { noteKeyOf } from '../triggers/s3-drop/route-drop.ts';
import { pictureKeysOf, sidecarKeysOf, stemOf } from '../triggers/s3-drop/sidecar-keys.ts';

/** One page of S3's; more files of one name, with another ending each, nobody keeps. */
const MOST = 1_000;

/** What lies beside a dropped file and has its name, by one listing. */
export interface Beside {
  /** Files that may tell of a picture of that name, in the order in which their endings are documented. */
  readonly sidecars: readonly ListedObject[];
  readonly pictures: readonly ListedObject[];
  /** Whether a note of ours about an earlier failure of that very key lies there. */
  readonly hasNote: boolean;
}

/** What lies beside a file in the drop bucket. */
export async function lookBeside(key: string, media: Pick<MediaStore, 'list'>): Promise<Beside> {
  const listed = new Map((await media.list(`${stemOf(key)}.`, MOST)).map((object) => [object.ref.key, object]));
  const among = (keys: readonly string[]) => keys.flatMap((one) => listed.get(one) ?? []);
  return {
    sidecars: among(sidecarKeysOf(key)),
    pictures: among(pictureKeysOf(key)),
    hasNote: listed.has(noteKeyOf(key)),
  };
}

/** The manifest in the folder of a key, the first one where there are several. */
export async function findManifest(key: string, media: Pick<MediaStore, 'list'>): Promise<ListedObject | undefined> {
  const folder = folderOf(key);
  const listed = new Map((await media.list(`${folder}post.`, MOST)).map((object) => [object.ref.key, object]));
  return MANIFEST_NAMES.map((name) => listed.get(folder + name)).find((object) => object !== undefined);
}
