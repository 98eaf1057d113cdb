import type { DropConfig } from '../config/config-schema.ts';
import { openMedia } from '../domain/open-media.ts';
import type { MediaRef } from '../domain/post.ts';
import type { Publication } from '../domain/publication.ts';
import type { Gathered } from '../domain/publish-ports.ts';
import { dropToPost } from '../triggers/s3-drop/drop-to-post.ts';
import { isManifest, manifestKeysBeside } from '../triggers/s3-drop/manifest-keys.ts';
import { parseMetadata } from '../triggers/s3-drop/parse-metadata.ts';
import type { Sidecar } from '../triggers/s3-drop/parse-sidecar.ts';
import { routeDrop } from '../triggers/s3-drop/route-drop.ts';
import { sidecarEnding } from '../triggers/s3-drop/sidecar-keys.ts';
import { checkDrop, type GatherPorts } from './check-drop.ts';
import { describePicture } from './describe-picture.ts';
import { findStored } from './find-stored.ts';
import { gatherAlbum, partOf } from './gather-album.ts';
import { gatherSidecar } from './gather-sidecar.ts';
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
  const [manifest] = await findStored(manifestKeysBeside(drop.key, route), ports.media);
  if (manifest !== undefined) return partOf(drop.key, manifest.ref.key);
  if (sidecarEnding(drop.key) !== undefined) return gatherSidecar(drop.key, ports.media);
  const sidecar = await readSidecar(drop.key, ports.media);
  if (sidecar === undefined && route?.sidecar === 'required') return awaitSidecar(row, drop, route, ports.clock());
  const { metadata } = await ports.media.head(drop);
  return postOf(row, drop, { ...parseMetadata(metadata), ...sidecar }, ports);
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

async function postOf(row: Publication, ref: MediaRef, written: Sidecar, ports: GatherPorts): Promise<Gathered> {
  const { account } = row;
  const route = routeDrop(ref.key, ports.config.drops);
  const source = await openMedia(ref, ports.media);
  const about = await describePicture({ account, ref, source }, written, route);
  return checkDrop(dropToPost({ account, ref, about }), about.account, ports);
}
