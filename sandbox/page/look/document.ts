import { type Fill, type Markup, html } from './html.ts';

export interface DocumentParts {
  readonly title: string;
  /** Folder of the assets as the browser sees it, as in `/page`. */
  readonly assets: string;
  /** Style sheets beside the shared ones. */
  readonly styles: readonly string[];
  /** The first thing anybody sees: what a post from here does. */
  readonly banner: Banner;
  readonly brand: Fill;
  readonly nav: Fill;
  readonly main: Fill;
  /** Refreshes every element with `data-live` while the page is looked at. */
  readonly isLive: boolean;
}

export interface Banner {
  readonly mode: 'LIVE' | 'SANDBOX';
  readonly text: string;
}

/** A whole document; it can be read without style and without script. */
export function htmlDocument(parts: DocumentParts): string {
  const { title, assets, styles, banner, brand, nav, main, isLive } = parts;
  const sheets = ['base.css', 'post.css', ...styles];
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="icon" href="${assets}/icon.svg" type="image/svg+xml" />
        ${sheets.map((sheet) => html`<link rel="stylesheet" href="${assets}/${sheet}" /> `)}
        ${isLive && html`<script type="module" src="${assets}/live.js"></script>`}
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        ${renderBanner(banner)}
        <header class="top">
          <div class="top-in">${brand} ${nav !== undefined && html`<nav aria-label="Pages">${nav}</nav>`}</div>
        </header>
        <main id="main" tabindex="-1">${main}</main>
        <p id="live-status" class="live-status" role="status" aria-live="polite"></p>
      </body>
    </html> `.toString();
}

function renderBanner({ mode, text }: Banner): Markup {
  return html`<aside class="banner banner-${mode.toLowerCase()}" aria-label="What a post from here does">
    <strong>${mode}</strong> <span>${text}</span>
  </aside>`;
}

/** A link of the page's navigation. */
export function navLink(href: string, text: string, isHere: boolean): Markup {
  return html`<a href="${href}" ${isHere && html` aria-current="page"`}>${text}</a>`;
}

/** Bird and name. */
export function brandLink(assets: string, name: string, suffix?: string): Markup {
  return html`<a class="brand" href="/"
    ><img src="${assets}/icon.svg" alt="" width="36" height="36" />
    <span>${name}${suffix !== undefined && html` <span class="brand-suffix">${suffix}</span>`}</span></a
  >`;
}
