import type { Publication } from '../../functions/domain/publication.ts';
import { type Markup, html, webAddress } from '../../sandbox/page/look/html.ts';
import type { PageOptions } from './page-options.ts';

/** Where people see the post: on X, or in the sandbox, whose posts X does not have. */
export function postAddress(row: Publication, { mode, xApiUrl }: PageOptions): string | undefined {
  if (row.result === null) return undefined;
  if (mode === 'LIVE' || xApiUrl === undefined) return webAddress(row.result.url);
  return webAddress(`${xApiUrl}/i/status/${encodeURIComponent(row.result.postId)}`);
}

export function postLink(row: Publication, options: PageOptions): Markup | undefined {
  const address = postAddress(row, options);
  if (address === undefined) return undefined;
  const text = options.mode === 'LIVE' ? 'See it on X' : 'See it in the sandbox';
  return html`<a class="post-link" href="${address}" rel="noreferrer">${text}</a>`;
}
