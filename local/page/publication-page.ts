import { publicStates } from '../../functions/domain/publication-state.ts';
import type { Publication } from '../../functions/domain/publication.ts';
import { type Fill, type Markup, html } from '../../sandbox/page/look/html.ts';
import { plainName } from '../../sandbox/page/look/plain-name.ts';
import { framed } from './frame.ts';
import { listHistory } from './list-history.ts';
import { mediaTable } from './media-table.ts';
import type { FormOptions } from './page-options.ts';
import { postLink } from './post-link.ts';
import { failureNote, sourceNames, warningNotes } from './publication-row.ts';
import { rowActions } from './row-actions.ts';
import { statePill } from './state-pill.ts';
import { stateWords } from './state-words.ts';

/** One row with all that happened to it. */
export function publicationPage(row: Publication, options: FormOptions, nowEpochMs: number, done?: Fill): string {
  const state = publicStates[row.state];
  const main = html`<article class="publication" aria-labelledby="publication-title">
    <p class="back"><a href="/">All publications</a></p>
    <h1 id="publication-title"><bdi>${plainName(row.label)}</bdi></h1>
    ${done}
    <div data-live="publication">
      <div id="publication-now">
        <p class="row-head">${statePill(state)} <span>${stateWords[state].means}</span> ${postLink(row, options)}</p>
        ${row.failure !== null && failureNote(row.failure)} ${warningNotes(row.warnings)}
      </div>
      <div id="publication-actions">${rowActions(row, options)}</div>
      <div id="publication-facts">
        ${textOf(row)} ${mediaTable(row, nowEpochMs)}
        <section>
          <h2>History</h2>
          <ol class="history">
            ${listHistory(row, nowEpochMs)}
          </ol>
        </section>
        ${facts(row)}
      </div>
    </div>
  </article>`;
  return framed(options, plainName(row.label), main);
}

function textOf({ post }: Publication): Markup | undefined {
  if (post === null) return undefined;
  const text = post.text === '' ? html`<span class="soft">no text</span>` : post.text;
  return html`<section>
    <h2>Text</h2>
    <p class="whole-text" dir="auto">${text}</p>
  </section>`;
}

function facts(row: Publication): Markup {
  const { post } = row;
  const rows: readonly (readonly [string, Fill])[] = [
    ['Account', row.account],
    ['Trigger', html`${sourceNames[row.source]} <bdi>${plainName(row.label)}</bdi>`],
    ['Reply to', post?.replyTo],
    ['Who may reply', post?.replySettings],
    ['Place', placeOf(row)],
    ['Marked as', marksOf(row)],
    ['Quotes', post?.attachmentUrl],
    ['Sent again', row.generation > 1 && `${row.generation - 1} times`],
    ['Tries before sending', row.stumbles > 0 && row.stumbles],
    ['State in the log', html`<code>${row.state}</code>`],
    ['Id', html`<code>${row.id}</code>`],
    ['As JSON', html`<a href="/api/publications/${encodeURIComponent(row.id)}">/api/publications/${row.id}</a>`],
  ];
  const shown = rows.filter(([, value]) => value !== undefined && value !== false && value !== '');
  return html`<section>
    <h2>Facts</h2>
    <dl class="facts">
      ${shown.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
  </section>`;
}

function placeOf({ post }: Publication): string | undefined {
  const { placeId, lat, long } = post?.geo ?? {};
  return placeId ?? (lat !== undefined && long !== undefined ? `${lat}, ${long}` : undefined);
}

function marksOf({ post }: Publication): string {
  const marks = {
    sensitive: post?.sensitive,
    'made with AI': post?.madeWithAi,
    'paid partnership': post?.paidPartnership,
  };
  return Object.entries(marks)
    .flatMap(([name, isSet]) => (isSet === true ? [name] : []))
    .join(', ');
}
