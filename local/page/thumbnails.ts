import type { MediaRef } from '../../functions/domain/post.ts';
import type { Publication } from '../../functions/domain/publication.ts';
import { type Markup, html } from '../../sandbox/page/look/html.ts';

/** X shows four pictures at most; a row may wrongly ask for more. */
const SHOWN = 4;

/** One picture or film of a row, by its place in it. */
export interface RowMedia {
  readonly index: number;
  /** Where its bytes are; undefined for what a client uploaded to X itself. */
  readonly ref: MediaRef | undefined;
  readonly altText: string | undefined;
}

/** Every medium of the row; for a drop that still gathers, what was dropped. */
export function mediaOf(row: Publication): readonly RowMedia[] {
  if (row.post === null) return row.drop === null ? [] : [{ index: 0, ref: row.drop, altText: undefined }];
  return row.post.media.map((medium, index) => ({
    index,
    ref: medium.from === 'stored' ? medium.ref : undefined,
    altText: medium.altText,
  }));
}

/** Small pictures of a row as one link to its history; an empty frame when there are none. */
export function thumbnails(row: Publication): Markup {
  const media = mediaOf(row).filter(({ ref }) => ref !== undefined);
  if (media.length === 0) return html`<span class="thumbs thumbs-none" aria-hidden="true">Aa</span>`;
  const shown = media.slice(0, SHOWN);
  return html`<span class="thumbs thumbs-${shown.length}">${shown.map((medium) => thumbnail(row, medium))}</span>`;
}

export function thumbnail(row: Publication, { index, altText }: RowMedia): Markup {
  const address = `/publications/${encodeURIComponent(row.id)}/media/${index}`;
  return html`<img src="${address}" alt="${altText ?? 'no alt text'}" loading="lazy" decoding="async" />`;
}
