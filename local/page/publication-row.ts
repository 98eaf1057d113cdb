import { isFinal, publicStates } from '../../functions/domain/publication-state.ts';
import type { Failure, Publication, TriggerSource } from '../../functions/domain/publication.ts';
import { type Markup, html } from '../../sandbox/page/look/html.ts';
import { plainName } from '../../sandbox/page/look/plain-name.ts';
import { showTime } from '../../sandbox/page/look/show-time.ts';
import type { FormOptions } from './page-options.ts';
import { postLink } from './post-link.ts';
import { pathOf, rowButtons } from './row-actions.ts';
import { statePill } from './state-pill.ts';
import { stateWords } from './state-words.ts';
import { thumbnails } from './thumbnails.ts';

/** Characters of a text, as people count them, that the list shows; the history has all of it. */
const EXCERPT = 280;
const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

export const sourceNames: Readonly<Record<TriggerSource, string>> = {
  drop: 'dropped',
  webhook: 'webhook',
  bridge: 'v1.1 bridge',
  command: 'command',
};

/** One publication in the list. */
export function publicationRow(row: Publication, options: FormOptions, nowEpochMs: number): Markup {
  const state = publicStates[row.state];
  const href = pathOf(row);
  return html`<li class="row row-${state}" id="row-${row.id}">
    <a class="row-picture" href="${href}" tabindex="-1" aria-hidden="true">${thumbnails(row)}</a>
    <div class="row-body">
      <div class="row-head">
        ${statePill(state)} ${showTime(row.acceptedAtEpochMs, nowEpochMs)}
        <span class="row-account">${row.account}</span>
      </div>
      <p class="row-text" dir="auto">${excerpt(row)}</p>
      ${nextLook(row, nowEpochMs)} ${row.failure !== null && failureNote(row.failure)} ${warningNotes(row.warnings)}
      ${
        state === 'needs-human' &&
        html`<p class="note note-bad">
          ${stateWords[state].means} <a href="${href}#publication-actions">Settle it</a>
        </p>`
      }
      <div class="row-foot">
        <p class="row-source">
          <span class="soft">${sourceNames[row.source]}</span> <bdi class="label">${plainName(row.label)}</bdi>
        </p>
        <div class="row-links">
          ${rowButtons(row, options)} ${postLink(row, options)}
          <a href="${href}">History<span class="hidden"> of ${plainName(row.label)}</span></a>
        </div>
      </div>
    </div>
  </li>`;
}

export function failureNote({ code, message, advice }: Failure): Markup {
  return html`<div class="note note-bad">
    <p><strong>${message}</strong> <code>${code}</code></p>
    ${advice !== undefined && html`<p>${advice}</p>`}
  </div>`;
}

export function warningNotes(warnings: readonly string[]): Markup {
  return html`${warnings.map((warning) => html`<p class="note note-wait"><strong>Warning:</strong> ${warning}</p>`)}`;
}

/** When something happens next, where it is not about to. */
function nextLook({ state, dueAtEpochMs }: Publication, nowEpochMs: number): Markup | undefined {
  if (dueAtEpochMs === null || dueAtEpochMs <= nowEpochMs + 1000) return undefined;
  const what = ['AMBIGUOUS', 'RECONCILING'].includes(state) || isFinal(state) ? 'looked for again' : 'goes on';
  return html`<p class="soft">${what} at ${showTime(dueAtEpochMs, nowEpochMs)}</p>`;
}

function excerpt({ post, state }: Publication): Markup | undefined {
  if (post === null) return isFinal(state) ? undefined : html`<span class="soft">not read yet</span>`;
  if (post.text === '') return html`<span class="soft">no text</span>`;
  const start = beginning(post.text);
  return html`${start}${start.length < post.text.length && '…'}`;
}

function beginning(text: string): string {
  if (text.length <= EXCERPT) return text;
  const start: string[] = [];
  for (const { segment } of characters.segment(text)) {
    if (start.push(segment) === EXCERPT) break;
  }
  return start.join('');
}
