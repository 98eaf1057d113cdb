import type { ControlRoute, Ruled } from '../control/control-route.ts';
import type { LoggedRequest } from '../state/request-log.ts';
import { type Markup, html } from './look/html.ts';
import { framed, notice, REQUESTS } from './page-frame.ts';
import { requestItem } from './request-item.ts';

const PAGE_REQUESTS = 100;

/** GET /_sandbox/page/requests: what was asked of the API, newest first, with the check of each signature. */
export const requestsPage: ControlRoute = {
  method: 'GET',
  path: REQUESTS,
  handle(request, ruled) {
    const before = request.param('before');
    if (before !== undefined && !/^\d{1,12}$/.test(before)) {
      return notice(400, 'This page does not exist', '"before" must be the number of a request.');
    }
    const isRefusedOnly = request.param('show') === 'refused';
    const all = select(ruled, isRefusedOnly, before);
    const shown = all.slice(0, PAGE_REQUESTS);
    const main = html`<section class="requests" aria-labelledby="requests-title">
      <h1 id="requests-title">Request log</h1>
      ${filterLinks(isRefusedOnly)}
      <ol class="request-list" data-live="requests" data-announce="request">
        ${shown.length === 0 ? nothingYet(isRefusedOnly) : shown.map((entry) => requestItem(entry, ruled.world.now()))}
      </ol>
      ${pager(shown, all.length > shown.length, isRefusedOnly, before !== undefined)}
    </section>`;
    return framed({ title: 'Request log', here: 'requests', main });
  },
};

function select({ log }: Ruled, isRefusedOnly: boolean, before: string | undefined): readonly LoggedRequest[] {
  return log.entries
    .filter((entry) => !isRefusedOnly || isRefused(entry))
    .filter((entry) => before === undefined || entry.number < Number(before))
    .toReversed();
}

function isRefused({ status, signature }: LoggedRequest): boolean {
  return signature.verdict === 'refused' || status === undefined || status >= 400;
}

function filterLinks(isRefusedOnly: boolean): Markup {
  const here = html` aria-current="true"`;
  return html`<nav class="chips" aria-label="Which requests">
    <a href="${REQUESTS}" ${!isRefusedOnly && here}>All</a>
    <a href="${REQUESTS}?show=refused" ${isRefusedOnly && here}>Refused</a>
  </nav>`;
}

function nothingYet(isRefusedOnly: boolean): Markup {
  return html`<li class="empty" id="nothing">${isRefusedOnly ? 'Nothing was refused.' : 'Nobody has called yet.'}</li>`;
}

function pager(shown: readonly LoggedRequest[], hasMore: boolean, isRefusedOnly: boolean, isLater: boolean): Markup {
  const filter = isRefusedOnly ? 'show=refused&' : '';
  const last = shown.at(-1)?.number;
  return html`<nav class="pager" aria-label="Pages of the log" data-live="pager">
    ${isLater && html`<a id="newest" href="${REQUESTS}?${filter}">Newest</a>`}
    ${hasMore && html`<a id="older" rel="next" href="${REQUESTS}?${filter}before=${last}">Older</a>`}
  </nav>`;
}
