import { createHash } from 'node:crypto';

import type { InlineMedium } from '../../domain/accept-with-media.ts';
import type { PostMedia } from '../../domain/post.ts';
import type { NativeMedium } from '../native-post-schema.ts';

/**
 * Where each medium of a post is or will be: `key` in the drop bucket, `url` where it says until it is fetched, `data` in
 * the work bucket under a name of our own. That name comes from the post's id and the bytes, so a repeat of the call
 * stages over itself and nothing else.
 *
 * @param bytes the decoded `data`, index by index, from `readInlineMedia`
 */
export function placeMedia(
  media: readonly NativeMedium[],
  bytes: readonly (Uint8Array | undefined)[],
  publicationId: string,
): { readonly media: readonly PostMedia[]; readonly inlineMedia: readonly InlineMedium[] } {
  const inlineMedia = bytes.flatMap((one, index) =>
    one === undefined ? [] : [{ index, key: `staged/${publicationId}/${index}-${sha256Hex(one)}`, bytes: one }],
  );
  const placed = media.map(({ key = '', url, altText }, index): PostMedia => {
    const described = altText === undefined ? {} : { altText };
    if (url !== undefined) return { from: 'url', url, ...described };
    const staged = inlineMedia.find((one) => one.index === index);
    const ref = staged === undefined ? ({ area: 'drop', key } as const) : ({ area: 'work', key: staged.key } as const);
    return { from: 'stored', ref, ...described };
  });
  return { media: placed, inlineMedia };
}

function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
