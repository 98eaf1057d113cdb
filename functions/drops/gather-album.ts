import type { DropConfig } from '../config/config-schema.ts';
import type { MediaFacts } from '../domain/media-facts.ts';
import { openObject } from '../domain/open-media.ts';
import type { MediaRef, PostMedia } from '../domain/post.ts';
import type { Publication } from '../domain/publication.ts';
import type { Gathered } from '../domain/publish-ports.ts';
import type { MediaSource } from '../domain/x-account.ts';
import { nativeToPost } from '../triggers/parse-native-post.ts';
import { parseManifest } from '../triggers/s3-drop/parse-manifest.ts';
import { checkDrop, type GatherPorts } from './check-drop.ts';
import { describePart } from './describe-part.ts';
import { findAnswered } from './find-answered.ts';
import { findPictures, type AlbumPicture } from './find-pictures.ts';
import { lookBeside } from './look-beside.ts';
import { placePost } from './place-post.ts';
import { readWhole } from './read-whole.ts';

/** The one post of an album, or its thread, once its manifest and all its pictures are there. */
export async function gatherAlbum(
  row: Publication,
  drop: MediaRef,
  route: DropConfig,
  ports: GatherPorts,
): Promise<Gathered> {
  const manifest = await parseManifest(await readWhole(await ports.media.head(drop), ports.media), drop.key);
  const answered = await findAnswered(manifest.native.replyTo, row, route, ports);
  if (answered.outcome !== 'known') return answered;
  const found = await findPictures(manifest.pictures, row, drop.key, { ...ports, route });
  if (found.outcome !== 'known') return found;
  const { media, facts } = await openAll(found.pictures, ports);
  const { hasNote } = await lookBeside(drop.key, ports.media);
  const { replyTo: _, ...native } = manifest.native;
  const placed = await placePost(nativeToPost(native, row.account, media), facts[0], route, ports);
  const files = found.pictures.flatMap(({ sidecar }) => (sidecar === undefined ? [] : [sidecar.ref]));
  return checkDrop({ ...placed, facts, named: native.account, company: { files, hasNote }, answered, route }, ports);
}

async function openAll(
  pictures: readonly AlbumPicture[],
  ports: GatherPorts,
): Promise<{ media: readonly PostMedia[]; facts: readonly (MediaSource & MediaFacts)[] }> {
  const media: PostMedia[] = [];
  const facts: (MediaSource & MediaFacts)[] = [];
  // One by one: they may be many, and large.
  for (const picture of pictures) {
    const source = await openObject(picture.object, ports.media);
    const altText = await describePart(picture, source, ports.media);
    const { ref, eTag } = picture.object;
    media.push({ from: 'stored', ref: { ...ref, eTag }, ...(altText === undefined ? {} : { altText }) });
    facts.push(source);
  }
  return { media, facts };
}

/** What is told of a picture that lies in an album: the manifest decides what becomes of it. */
export function partOf(key: string, manifestKey: string): Gathered {
  const message = `${key} lies in the album of ${manifestKey}`;
  return { outcome: 'ignored', failure: { code: 'ALBUM_PART', message } };
}
