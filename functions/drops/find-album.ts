import type { DropConfig } from '../config/config-schema.ts';
import type { MediaStore, PublicationLog } from '../domain/ports.ts';
import type { MediaRef } from '../domain/post.ts';
import type { Publication } from '../domain/publication.ts';
import { threadRowId } from '../domain/thread-row-id.ts';
import { mayHoldAlbum } from '../triggers/s3-drop/manifest-keys.ts';
import { albumAt } from './album-mark.ts';
import { findManifest } from './look-beside.ts';

interface FindPorts {
  readonly media: Pick<MediaStore, 'list'>;
  readonly log: PublicationLog;
}

/**
 * The key of the manifest that decides what becomes of a file; undefined for one that is a drop of its own.
 *
 * A manifest may be moved away, posted, before the rows of its pictures are looked at: then the log tells which were its.
 */
export async function findAlbum(
  ref: MediaRef,
  route: DropConfig | undefined,
  { media, log }: FindPorts,
): Promise<string | undefined> {
  if (!mayHoldAlbum(ref.key, route)) return undefined;
  const manifest = await findManifest(ref.key, media);
  if (manifest !== undefined) return manifest.ref.key;
  const album = await albumAt(ref.key, log);
  if (album === undefined) return undefined;
  for (let index = 0; index < (album.thread?.total ?? 1); index += 1) {
    const row = index === 0 ? album : await log.publication(threadRowId(album.id, index));
    if (row !== undefined && filesOf(row).some((file) => isSame(file, ref))) return album.label;
  }
  return undefined;
}

function filesOf({ post, company }: Publication): readonly MediaRef[] {
  const pictures = (post?.media ?? []).flatMap((medium) => (medium.from === 'stored' ? [medium.ref] : []));
  return [...pictures, ...(company?.files ?? [])];
}

/** By the version where the bucket keeps them: the same bytes dropped once more are another drop there. */
function isSame(a: MediaRef, b: MediaRef): boolean {
  if (a.area !== b.area || a.key !== b.key) return false;
  return a.versionId !== undefined && b.versionId !== undefined ? a.versionId === b.versionId : a.eTag === b.eTag;
}
