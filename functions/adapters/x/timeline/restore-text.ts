/** One link X rewrote: its t.co address and what stood there before. */
export interface RewrittenLink {
  readonly tco: string;
  readonly expanded: string;
  /** The link to the post's own media, which X appends. */
  readonly isOwnMedia: boolean;
}

/** The text as its author wrote it: HTML escapes and t.co links undone, without the link to its own media. */
export function restoreText(text: string, links: readonly RewrittenLink[], hasMedia: boolean): string {
  // Escapes first: an address put in place of a t.co link is not escaped.
  let restored = text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  for (const link of links) {
    if (link.isOwnMedia && restored.endsWith(link.tco)) restored = restored.slice(0, -link.tco.length).trimEnd();
  }
  // Some answers do not list the media's link; nothing else makes X append one.
  const isLinkLeft = hasMedia && !links.some(({ isOwnMedia }) => isOwnMedia);
  if (isLinkLeft) restored = restored.replace(unlistedLink(links), '');
  for (const { tco, expanded, isOwnMedia } of links) {
    if (!isOwnMedia) restored = restored.replaceAll(tco, () => expanded);
  }
  return restored;
}

/** A t.co link at the end that is none of those listed. */
function unlistedLink(links: readonly RewrittenLink[]): RegExp {
  const listed = links.map(({ tco }) => tco.slice(tco.lastIndexOf('/') + 1)).filter((slug) => /^\w+$/.test(slug));
  const others = listed.length === 0 ? '' : `(?!(?:${listed.join('|')})$)`;
  return new RegExp(String.raw`\s*https?://t\.co/${others}\w+$`);
}

/** An address of the post's own picture or video, as in `https://x.com/name/status/1/photo/1`. */
export function isOwnMediaLink(expanded: string): boolean {
  return /^https?:\/\/(?:www\.)?(?:x|twitter)\.com\/[^/]+\/status\/\d+\/(?:photo|video)\/\d+$/.test(expanded);
}
