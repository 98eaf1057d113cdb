import type { DropConfig } from '../config/config-schema.ts';
import type { ListedObject, StoredObject } from '../domain/ports.ts';
import type { Publication } from '../domain/publication.ts';
import type { Gathered } from '../domain/publish-ports.ts';
import { folderOf } from '../triggers/s3-drop/manifest-keys.ts';
import type { NamedPicture } from '../triggers/s3-drop/parse-manifest.ts';
import { isPictureKey, sidecarKeysOf } from '../triggers/s3-drop/sidecar-keys.ts';
import type { GatherPorts } from './check-drop.ts';
import { findStored } from './find-stored.ts';

/** The arrival of a picture wakes its album; this is for one whose event got lost. */
const LOOK_EVERY_MS = 60_000;
/** One page of S3's. */
const MOST_FILES = 1_000;

export interface AlbumPicture {
  readonly object: StoredObject;
  /** As the manifest has it. */
  readonly altText?: string;
  /** What was written beside it, where the manifest does not list the pictures. */
  readonly sidecar?: ListedObject;
}

type Found =
  | { readonly outcome: 'known'; readonly pictures: readonly AlbumPicture[] }
  | Extract<Gathered, { outcome: 'wait' | 'rejected' }>;

interface FindPorts extends GatherPorts {
  readonly route: DropConfig;
}

/** The pictures of an album: those that its manifest names, else all in its folder by name, once the folder rests. */
export async function findPictures(
  named: readonly NamedPicture[] | undefined,
  row: Publication,
  manifestKey: string,
  ports: FindPorts,
): Promise<Found> {
  if (named === undefined) return findAll(row, manifestKey, ports);
  const pictures: AlbumPicture[] = [];
  for (const { name, ...described } of named) {
    const key = folderOf(manifestKey) + name;
    const [object] = await findStored([key], ports.media);
    if (object === undefined) return awaitPicture(key, row, ports);
    pictures.push({ object, ...described });
  }
  return { outcome: 'known', pictures };
}

async function findAll(row: Publication, manifestKey: string, ports: FindPorts): Promise<Found> {
  const files = await ports.media.list(folderOf(manifestKey), MOST_FILES);
  const wanted = files.filter(({ ref }) => isPictureKey(ref.key)).toSorted(byName);
  if (wanted.length === 0) return awaitPicture(`a picture for ${manifestKey}`, row, ports);
  const restsAtEpochMs = restOf(files, ports);
  if (restsAtEpochMs > ports.clock()) return { outcome: 'wait', untilEpochMs: restsAtEpochMs };
  // Looked at one by one, since no listing tells of versions.
  const objects = await findStored(
    wanted.map(({ ref }) => ref.key),
    ports.media,
  );
  const byKey = new Map(files.filter(({ ref }) => ref.key !== manifestKey).map((file) => [file.ref.key, file]));
  const pictures = objects.map((object) => {
    const sidecar = sidecarKeysOf(object.ref.key).flatMap((key) => byKey.get(key) ?? [])[0];
    return sidecar === undefined ? { object } : { object, sidecar };
  });
  return { outcome: 'known', pictures };
}

/** As people's file browsers sort: `2.jpg` before `10.jpg`. */
const collator = new Intl.Collator('en', { numeric: true });

function byName(a: ListedObject, b: ListedObject): number {
  return collator.compare(a.ref.key, b.ref.key) || (a.ref.key < b.ref.key ? -1 : 1);
}

/** When the folder has lain unchanged for `settleSeconds`. A time that has not come is no time of a change. */
function restOf(files: readonly ListedObject[], { route, clock }: FindPorts): number {
  const nowEpochMs = clock();
  const changes = files.map((file) => file.changedAtEpochMs).filter((epochMs) => epochMs <= nowEpochMs);
  return Math.max(0, ...changes) + route.settleSeconds * 1000;
}

function awaitPicture(what: string, row: Publication, { route, clock }: FindPorts): Found {
  const nowEpochMs = clock();
  const lastEpochMs = (row.redrivenAtEpochMs ?? row.acceptedAtEpochMs) + route.waitSeconds * 1000;
  if (nowEpochMs < lastEpochMs) {
    return { outcome: 'wait', untilEpochMs: Math.min(lastEpochMs, nowEpochMs + LOOK_EVERY_MS) };
  }
  const failure = {
    code: 'ALBUM_INCOMPLETE',
    message: `${what} did not arrive within ${route.waitSeconds} seconds`,
    advice: 'Drop the picture, then redrive the post; or correct the manifest, with media: [] for text alone.',
  };
  return { outcome: 'rejected', failure };
}
