import type { PigeonpostConfig } from '../../functions/config/config-schema.ts';
import { mayRedrive } from '../../functions/domain/may-be-asked.ts';
import type { LogFilter } from '../../functions/domain/ports.ts';
import { type Fill, type Markup, html } from '../../sandbox/page/look/html.ts';
import { type AccountView, accountStrip } from './account-strip.ts';
import { framed } from './frame.ts';
import type { FormOptions } from './page-options.ts';
import { publicationRow, sourceNames } from './publication-row.ts';
import { filterQuery, sources, states } from './read-filter.ts';
import type { LogPage } from './read-page.ts';
import { redriveAllLink } from './redrive-all-routes.ts';

export interface LogPageParts {
  readonly filter: LogFilter;
  readonly page: LogPage;
  readonly accounts: readonly AccountView[];
  /** What was done just before. */
  readonly done: Fill;
  /** The sandbox's timeline beside the log. */
  readonly panel: Fill;
}

/** The publication log with its accounts. */
export function logPage(
  { filter, page, accounts, panel, done }: LogPageParts,
  options: FormOptions,
  nowEpochMs: number,
): string {
  const rows = page.rows.map((row) => publicationRow(row, options, nowEpochMs));
  const log = html`<section aria-labelledby="log-title" class="log">
    <h1 id="log-title">Publications</h1>
    ${done} ${heldNotice(accounts)} ${filterForm(filter, options.config)} ${againLink(filter, page)}
    <ol class="rows" data-live="rows" data-announce="publication">
      ${rows.length > 0 ? rows : nothingYet(filter, options.config)}
    </ol>
    ${pager(filter, page)}
  </section>`;
  const side = html`<div class="side">${accountStrip(accounts, options, nowEpochMs)}${panel}</div>`;
  return framed(options, 'Publications', html`<div class="columns">${log}${side}</div>`, 'log');
}

/** Where the accounts stand below the log, on a phone, nobody would scroll so far to learn that one of them stands still. */
function heldNotice(accounts: readonly AccountView[]): Markup {
  const held = accounts.filter(({ gate }) => gate === 'held');
  const links = held.map(
    ({ name }) =>
      html`<p class="note note-bad" id="held-${name}">
        <strong><a href="#account-${name}">${name}</a> is held</strong> and posts nothing until you resume it.
      </p>`,
  );
  return html`<div class="held-notice" data-live="held">${links}</div>`;
}

function filterForm(filter: LogFilter, config: PigeonpostConfig): Markup {
  return html`<form class="filter" method="get" action="/" aria-label="Filter">
    ${select('state', 'State', states, filter.state)}
    ${select('account', 'Account', Object.keys(config.accounts), filter.account)}
    ${select('source', 'Trigger', sources, filter.source, sourceNames)}
    <button type="submit">Show</button>
    ${filterQuery(filter) !== '' && html`<a href="/">Show all</a>`}
  </form>`;
}

/** Where something that can be sent again is in sight. */
function againLink({ state, account }: LogFilter, { rows }: LogPage): Markup {
  const by = account === undefined ? {} : { account };
  const filter = state === 'failed' || state === 'expired' ? { ...by, state } : by;
  return html`<p class="again" data-live="again">${rows.some(mayRedrive) && redriveAllLink(filter)}</p>`;
}

function select(
  name: string,
  label: string,
  values: readonly string[],
  chosen: string | undefined,
  names: Readonly<Record<string, string>> = {},
): Markup {
  const options = values.map(
    (value) => html`<option value="${value}" ${value === chosen && html` selected`}>${names[value] ?? value}</option>`,
  );
  return html`<label
    >${label}
    <select name="${name}">
      <option value="">all</option>
      ${options}
    </select></label
  >`;
}

function pager(filter: LogFilter, { next }: LogPage): Markup {
  const newest = filterQuery(filter);
  return html`<nav class="pager" aria-label="Pages of the log" data-live="pager">
    ${filter.after !== undefined && html`<a id="newest" href="/${newest === '' ? '' : `?${newest}`}">Newest</a>`}
    ${next !== undefined && html`<a id="older" rel="next" href="/?${filterQuery(filter, next)}">Older</a>`}
  </nav>`;
}

function nothingYet(filter: LogFilter, { drops, webhooks }: PigeonpostConfig): Markup {
  if (filterQuery(filter) !== '' || filter.after !== undefined)
    return html`<li class="empty" id="nothing">Nothing fits.</li>`;
  const folders = drops.map(
    ({ prefix }) => html`<li>drop a picture into <code>${prefix}</code> in the drop folder</li>`,
  );
  const calls = Object.keys(webhooks).map((name) => html`<li>call <code>POST /webhooks/${name}</code></li>`);
  return html`<li class="empty" id="nothing">
    <p><strong>Nothing was posted yet.</strong> To begin:</p>
    <ul>
      ${folders}${calls}
    </ul>
  </li>`;
}
