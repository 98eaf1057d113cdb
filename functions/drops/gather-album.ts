import type { DropConfig } from '../config/config-schema.ts';
import type { MediaFacts } from '../domain/media-facts.ts';
import { openObject } from '../domain/open-media.ts';
import type { MediaRef, PostMedia } from '../domain/post.ts';
import type { Publication } from '../domain/publication.ts';
import type { Gathered } from '../domain/publish-ports.ts';
import { nativeToPost } from '../triggers/parse-native-post.ts';
import { folderOf } from '../triggers/s3-drop/manifest-keys.ts';
import { parseManifest } from '../triggers/s3-drop/parse-manifest.ts';
import { checkDrop, type GatherPorts } from './check-drop.ts';
import { findStored } from './find-stored.ts';
import { lookBeside } from './look-beside.ts';
import { readWhole } from './read-whole.ts';

/** How often an album that is not complete is looked at. */
const LOOK_EVERY_MS = 5_000;

/** The one post of an album, once its manifest and all the pictures it names are there. */
export async function gatherAlbum(
  row: Publication,
  drop: MediaRef,
  route: DropConfig,
  ports: GatherPorts,
): Promise<Gathered> {
  const { native, pictures } = parseManifest(await readWhole(await ports.media.head(drop), ports.media), drop.key);
  const media: PostMedia[] = [];
  const facts: MediaFacts[] = [];
  for (const { name, ...described } of pictures) {
    const key = folderOf(drop.key) + name;
    const [picture] = await findStored([key], ports.media);
    if (picture === undefined) return awaitPicture(row, key, route, ports.clock());
    media.push({ from: 'stored', ref: { ...picture.ref, eTag: picture.eTag }, ...described });
    facts.push(await openObject(picture, ports.media));
  }
  const { hasNote } = await lookBeside(drop.key, ports.media);
  const post = nativeToPost(native, row.account, media);
  return checkDrop({ post, facts, named: native.account, company: { files: [], hasNote } }, ports);
}

function awaitPicture(row: Publication, key: string, route: DropConfig, nowEpochMs: number): Gathered {
  const lastEpochMs = (row.redrivenAtEpochMs ?? row.acceptedAtEpochMs) + route.waitSeconds * 1000;
  if (nowEpochMs < lastEpochMs) {
    return { outcome: 'wait', untilEpochMs: Math.min(lastEpochMs, nowEpochMs + LOOK_EVERY_MS) };
  }
  const failure = {
    code: 'ALBUM_INCOMPLETE',
    message: `${key} did not arrive within ${route.waitSeconds} seconds`,
    advice: 'Drop the picture, then redrive the post; or correct the manifest.',
  };
  return { outcome: 'rejected', failure };
}

/** What is told of a picture that lies in an album: the manifest decides what becomes of it. */
export function partOf(key: string, manifestKey: string): Gathered {
  const message = `${key} lies in the album of ${manifestKey}`;
  return { outcome: 'ignored', failure: { code: 'ALBUM_PART', message } };
}
