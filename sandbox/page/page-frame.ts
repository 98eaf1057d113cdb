import type { Ruled } from '../control/control-route.ts';
import type { Reply, SandboxRequest } from '../http/endpoint.ts';
import { brandLink, htmlDocument, navLink } from './look/document.ts';
import { type Fill, html } from './look/html.ts';
import { pageHeaders } from './look/security-headers.ts';

export const ASSETS = '/_sandbox/page';
export const REQUESTS = `${ASSETS}/requests`;

interface FramedPage {
  readonly status?: number;
  readonly title: string;
  readonly here: 'timeline' | 'requests' | undefined;
  readonly main: Fill;
}

/** A page of the sandbox, ready to be sent. */
export function framed({ status = 200, title, here, main }: FramedPage): Reply {
  const body = htmlDocument({
    title: `${title} · X sandbox`,
    assets: ASSETS,
    styles: ['sandbox.css'],
    banner: { mode: 'SANDBOX', text: 'This is not X. Nothing here reaches X, and nobody else sees it.' },
    brand: brandLink(ASSETS, 'X sandbox', 'by Pigeonpost'),
    nav: html`${navLink('/', 'Timeline', here === 'timeline')}${navLink(REQUESTS, 'Request log', here === 'requests')}`,
    main,
    isLive: true,
  });
  return { status, headers: pageHeaders(), body };
}

export function notice(status: number, title: string, text: string): Reply {
  const main = html`<section class="notice">
    <h1>${title}</h1>
    <p>${text}</p>
    <p><a href="/">To the timeline</a></p>
  </section>`;
  return framed({ status, title, here: undefined, main });
}

/** What the sandbox is and how it is called, beside the posts. */
export function aboutSandbox({ origin }: SandboxRequest, { world }: Ruled): Fill {
  const { era, clock } = world.settings;
  return html`<section class="about" aria-labelledby="about-title">
    <h2 id="about-title">This sandbox</h2>
    <dl class="facts">
      <div>
        <dt>API address</dt>
        <dd><code>${origin}</code></dd>
      </div>
      <div>
        <dt>Era</dt>
        <dd>${era === 'classic' ? 'classic: everything is served' : 'modern: as self-serve users meet X in 2026'}</dd>
      </div>
      ${
        clock.shiftSeconds !== 0 &&
        html`<div>
          <dt>Clock</dt>
          <dd>${clock.shiftSeconds} s ahead</dd>
        </div>`
      }
    </dl>
  </section>`;
}
