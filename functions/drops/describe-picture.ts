import type { DropConfig } from '../config/config-schema.ts';
import type { MediaRef } from '../domain/post.ts';
import type { MediaSource } from '../domain/x-account.ts';
import { nothingEmbedded, parseEmbedded, type Embedded } from '../triggers/s3-drop/parse-embedded.ts';
import type { Sidecar } from '../triggers/s3-drop/parse-sidecar.ts';
import { renderCaption } from '../triggers/s3-drop/render-caption.ts';

/** Programs write their words in front of the picture; 64 KiB is the most that one segment of a JPEG holds. */
const HEAD_BYTES = 256 * 1024;

export interface Picture {
  readonly account: string;
  readonly ref: MediaRef;
  readonly source: Pick<MediaSource, 'read' | 'totalBytes'>;
}

/**
 * What is known of a picture, the words in it filling what was not written elsewhere, and the route's caption over all.
 *
 * @throws RejectedTriggerError `CAPTION_TEMPLATE`
 */
export async function describePicture(
  picture: Picture,
  written: Sidecar,
  route: DropConfig | undefined,
): Promise<Sidecar> {
  const template = route?.caption;
  const isComplete = written.text !== undefined && written.altText !== undefined && template === undefined;
  const embedded = isComplete ? nothingEmbedded : await readEmbedded(picture.source);
  const altText = written.altText ?? embedded.altText;
  const text = written.text ?? embedded.description;
  const about = altText === null ? written : { ...written, altText };
  if (template !== undefined) {
    const { account, ref } = picture;
    const fields = { ...embedded, caption: text, altText, name: nameOf(ref.key), key: ref.key, account };
    return { ...about, text: await renderCaption(template, fields) };
  }
  return text === null ? about : { ...about, text };
}

/** The words in the head of a picture. */
export async function readEmbedded(source: Pick<MediaSource, 'read' | 'totalBytes'>): Promise<Embedded> {
  return parseEmbedded(await readHead(source));
}

/** As much of a picture as holds what was written into it. */
export async function readHead(source: Pick<MediaSource, 'read' | 'totalBytes'>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of await source.read(0, Math.min(HEAD_BYTES, source.totalBytes))) pieces.push(piece);
  return Buffer.concat(pieces);
}

function nameOf(key: string): string {
  const file = key.slice(key.lastIndexOf('/') + 1);
  const dot = file.lastIndexOf('.');
  return dot > 0 ? file.slice(0, dot) : file;
}
