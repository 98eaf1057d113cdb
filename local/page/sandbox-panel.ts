import { type Markup, html } from '../../sandbox/page/look/html.ts';
import type { PageOptions } from './page-options.ts';

/** The newest posts of the sandbox beside the log; nothing in LIVE mode. */
export async function sandboxPanel({ mode, xApiUrl }: PageOptions, _nowEpochMs: number): Promise<Markup | undefined> {
  if (mode === 'LIVE' || xApiUrl === undefined) return undefined;
  return html`<section class="panel" aria-labelledby="panel-title">
    <h2 id="panel-title">In the sandbox</h2>
    <p><a href="${xApiUrl}/">Open the sandbox's timeline</a></p>
  </section>`;
}
