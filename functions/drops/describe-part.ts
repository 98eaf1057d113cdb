import type { MediaStore } from '../domain/ports.ts';
import type { MediaSource } from '../domain/x-account.ts';
import { parseMetadata } from '../triggers/s3-drop/parse-metadata.ts';
import { parseSidecar } from '../triggers/s3-drop/parse-sidecar.ts';
import { sidecarEnding } from '../triggers/s3-drop/sidecar-keys.ts';
import { readEmbedded } from './describe-picture.ts';
import type { AlbumPicture } from './find-pictures.ts';
import { readWhole } from './read-whole.ts';

/**
 * The alt text of a picture in an album: of the manifest, else of the file beside it, whose text can be meant for nothing
 * else there, else of its metadata, else of the picture itself.
 *
 * @throws RejectedTriggerError `SIDECAR_INVALID`, `METADATA_INVALID`
 */
export async function describePart(
  { object, altText, sidecar }: AlbumPicture,
  source: Pick<MediaSource, 'read' | 'totalBytes'>,
  media: Pick<MediaStore, 'read'>,
): Promise<string | undefined> {
  if (altText !== undefined) return altText;
  if (sidecar !== undefined) {
    const { key } = sidecar.ref;
    const written = await parseSidecar(await readWhole(sidecar, media), sidecarEnding(key) ?? 'txt', key);
    return written.altText ?? written.text;
  }
  return parseMetadata(object.metadata).altText ?? (await readEmbedded(source)).altText ?? undefined;
}
