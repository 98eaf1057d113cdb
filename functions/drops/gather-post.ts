import type { DropConfig } from '../config/config-schema.ts';
import { openObject } from '../domain/open-media.ts';
import type { MediaRef } from '../domain/post.ts';
import type { Publication } from '../domain/publication.ts';
import type { Gathered } from '../domain/publish-ports.ts';
import { dropToPost } from '../triggers/s3-drop/drop-to-post.ts';
import { isManifest } from '../triggers/s3-drop/manifest-keys.ts';
import { parseMetadata } from '../triggers/s3-drop/parse-metadata.ts';
import { routeDrop } from '../triggers/s3-drop/route-drop.ts';
import { sidecarEnding } from '../triggers/s3-drop/sidecar-keys.ts';
import { checkDrop, type GatherPorts } from './check-drop.ts';
import { describePicture } from './describe-picture.ts';
import { findAlbum } from './find-album.ts';
import { findAnswered } from './find-answered.ts';
import { gatherAlbum, partOf } from './gather-album.ts';
import { gatherSidecar } from './gather-sidecar.ts';
import { lookBeside } from './look-beside.ts';
import { placePost } from './place-post.ts';
import { readSidecar } from './read-sidecar.ts';

/**
 * What a drop becomes, from all that lies with it by now.
 *
 * @throws RejectedTriggerError, MediaRejectedError for what cannot be posted
 */
export async function gatherPost(row: Publication, ports: GatherPorts): Promise<Gathered> {
  const { drop } = row;
  if (drop === null) throw new Error(`row ${row.id} gathers, but nothing was dropped`);
  const route = routeDrop(drop.key, ports.config.drops);
  if (route !== undefined && isManifest(drop.key, route)) return gatherAlbum(row, drop, route, ports);
  const album = await findAlbum(drop, route, ports);
  if (album !== undefined) return partOf(drop.key, album);
  if (sidecarEnding(drop.key) !== undefined) return gatherSidecar(drop.key, ports.media);
  return gatherPicture(row, drop, route, ports);
}

async function gatherPicture(
  row: Publication,
  ref: MediaRef,
  route: DropConfig | undefined,
  ports: GatherPorts,
): Promise<Gathered> {
  const { account } = row;
  const { sidecars, pictures, hasNote } = await lookBeside(ref.key, ports.media);
  const sidecar = await readSidecar(ref.key, sidecars, ports.media);
  if (sidecar === undefined && route?.sidecar === 'required') return awaitSidecar(row, ref, route, ports.clock());
  const object = await ports.media.head(ref);
  const source = await openObject(object, ports.media);
  const { replyTo, ...written } = { ...parseMetadata(object.metadata), ...sidecar };
  const answered = await findAnswered(replyTo, row, route, ports);
  if (answered.outcome !== 'known') return answered;
  const about = await describePicture({ account, ref, source }, written, route);
  const placed = await placePost(dropToPost({ account, ref, about }), source, route, ports);
  // A file that another picture of that name needs as well stays where it is.
  const files = pictures.length > 1 ? [] : sidecars.map((one) => one.ref);
  const company = { files, hasNote };
  return checkDrop({ ...placed, facts: [source], named: about.account, company, answered, route }, ports);
}

/** Its arrival moves the row to an earlier time; this is the last one. */
function awaitSidecar(row: Publication, drop: MediaRef, route: DropConfig, nowEpochMs: number): Gathered {
  const untilEpochMs = (row.redrivenAtEpochMs ?? row.acceptedAtEpochMs) + route.waitSeconds * 1000;
  if (nowEpochMs < untilEpochMs) return { outcome: 'wait', untilEpochMs };
  const failure = {
    code: 'SIDECAR_MISSING',
    message: `nothing was written beside ${drop.key} within ${route.waitSeconds} seconds`,
    advice: 'Put its sidecar beside the picture, then redrive the post.',
  };
  return { outcome: 'rejected', failure };
}
