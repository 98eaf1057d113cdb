import { brandLink, htmlDocument, navLink } from '../../sandbox/page/look/document.ts';
import { type Fill, html } from '../../sandbox/page/look/html.ts';
import type { PageOptions } from './page-options.ts';

/** The pages that the navigation leads to. */
type Place = 'log' | 'post';

const ASSETS = '/page';

/** What every page of the local engine has around it. */
export function framed(options: PageOptions, title: string, main: Fill, here?: Place): string {
  const { mode } = options;
  return htmlDocument({
    title: `${title} · Pigeonpost ${mode}`,
    assets: ASSETS,
    styles: ['log.css'],
    banner: { mode, text: BANNERS[mode] },
    brand: brandLink(ASSETS, 'Pigeonpost'),
    nav: navLinks(options, here),
    main,
    isLive: true,
  });
}

function navLinks({ mode, xApiUrl }: PageOptions, here: Place | undefined): Fill {
  const timeline = mode === 'SANDBOX' && xApiUrl !== undefined && navLink(`${xApiUrl}/`, 'Sandbox timeline', false);
  return html`${navLink('/', 'Publications', here === 'log')} ${navLink('/post', 'Post by hand', here === 'post')}
  ${timeline}`;
}

const BANNERS = {
  LIVE: 'What is posted here goes out on X, for everybody to see.',
  SANDBOX: 'Nothing reaches X. Posts go to a stand-in on this machine.',
} as const;
