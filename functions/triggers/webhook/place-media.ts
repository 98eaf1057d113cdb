import { createHash } from 'node:crypto';

import type { InlineMedium } from '../../domain/accept-with-media.ts';
import type { PostMedia } from '../../domain/post.ts';
import type { NativeMedium } from '../native-post-schema.ts';
import { uploadKey } from './upload-key.ts';

/**
 * Where each medium of a post is or will be: `key` in the drop bucket, `url` where it says until it is fetched, `upload`
 * where it was put, `data` in the work bucket under a name of our own. That name comes from the post's id and the bytes,
 * so a repeat of the call stages over itself and nothing else.
 *
 * @param bytes what came with the call, index by index, from `readInlineMedia`
 * @param files of which of them it came as a file
 */
export function placeMedia(
  media: readonly NativeMedium[],
  bytes: readonly (Uint8Array | undefined)[],
  { publicationId, webhook }: { readonly publicationId: string; readonly webhook: string },
  files: Pick<ReadonlySet<number>, 'has'>,
): { readonly media: readonly PostMedia[]; readonly inlineMedia: readonly InlineMedium[] } {
  const inlineMedia = bytes.flatMap((one, index) =>
    one === undefined ? [] : [inlineMedium(index, one, publicationId, files.has(index))],
  );
  const placed = media.map(({ key = '', url, upload, altText }, index): PostMedia => {
    const described = altText === undefined ? {} : { altText };
    if (url !== undefined) return { from: 'url', url, ...described };
    if (upload !== undefined) {
      return { from: 'stored', ref: { area: 'work', key: uploadKey(webhook, upload) }, ...described };
    }
    const staged = inlineMedia.find((one) => one.index === index);
    const ref = staged === undefined ? ({ area: 'drop', key } as const) : ({ area: 'work', key: staged.key } as const);
    return { from: 'stored', ref, ...described };
  });
  return { media: placed, inlineMedia };
}

function inlineMedium(index: number, bytes: Uint8Array, publicationId: string, isFile: boolean): InlineMedium {
  const key = `staged/${publicationId}/${index}-${sha256Hex(bytes)}`;
  return { index, key, bytes, path: `media[${index}]${isFile ? '' : '.data'}` };
}

function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
