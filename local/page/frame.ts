import { brandLink, htmlDocument, navLink } from '../../sandbox/page/look/document.ts';
import { type Fill, html } from '../../sandbox/page/look/html.ts';
import type { PageOptions } from './page-options.ts';

const ASSETS = '/page';

/** What every page of the local engine has around it. */
export function framed(options: PageOptions, title: string, main: Fill, isLog = false): string {
  const { mode } = options;
  return htmlDocument({
    title: `${title} · Pigeonpost ${mode}`,
    assets: ASSETS,
    styles: ['log.css'],
    banner: { mode, text: BANNERS[mode] },
    brand: brandLink(ASSETS, 'Pigeonpost'),
    nav: navLinks(options, isLog),
    main,
    isLive: true,
  });
}

/** With one place only to go, the name at the left leads there. */
function navLinks({ mode, xApiUrl }: PageOptions, isLog: boolean): Fill {
  if (mode === 'LIVE' || xApiUrl === undefined) return undefined;
  return html`${navLink('/', 'Publications', isLog)} ${navLink(`${xApiUrl}/`, 'Sandbox timeline', false)}`;
}

const BANNERS = {
  LIVE: 'What is posted here goes out on X, for everybody to see.',
  SANDBOX: 'Nothing reaches X. Posts go to a stand-in on this machine.',
} as const;
