import { mayCancel, mayRedrive, maySettle } from '../../functions/domain/may-be-asked.ts';
import type { Publication } from '../../functions/domain/publication.ts';
import { type Markup, html } from '../../sandbox/page/look/html.ts';
import { plainName } from '../../sandbox/page/look/plain-name.ts';
import { actionForm } from './action-form.ts';
import type { FormOptions } from './page-options.ts';
import { settleForm } from './settle-form.ts';

/** What a person may do with a row as it stands; nothing where there is nothing to do. */
export function rowActions(row: Publication, options: FormOptions): Markup | undefined {
  const buttons = rowButtons(row, options);
  if (buttons === undefined && !maySettle(row)) return undefined;
  return html`<section class="actions" aria-labelledby="actions-title">
    <h2 id="actions-title">What you can do</h2>
    ${buttons} ${maySettle(row) && settleForm(row, options)}
  </section>`;
}

/** Those of them that need no word more. */
export function rowButtons(row: Publication, options: FormOptions): Markup | undefined {
  const path = pathOf(row);
  const about = `: ${plainName(row.label)}`;
  if (mayCancel(row)) return actionForm(`${path}/cancel`, { label: cancelLabel(row), about }, options);
  if (mayRedrive(row)) return actionForm(`${path}/redrive`, { label: redriveLabel(row), about }, options);
  return undefined;
}

export function pathOf({ id }: Pick<Publication, 'id'>): string {
  return `/publications/${encodeURIComponent(id)}`;
}

function cancelLabel({ thread }: Publication): string {
  return hasFollowers(thread) ? 'Cancel it and the rest of its thread' : 'Cancel';
}

function redriveLabel({ thread }: Publication): string {
  return hasFollowers(thread) ? 'Send it again, and the rest of its thread' : 'Send again';
}

function hasFollowers(thread: Publication['thread']): boolean {
  return thread !== undefined && thread.index + 1 < thread.total;
}
