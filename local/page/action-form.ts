import { type Fill, type Markup, html } from '../../sandbox/page/look/html.ts';
import type { FormOptions } from './page-options.ts';

export interface ActionButton {
  readonly label: string;
  /** What the label is about, for who hears buttons one by one. */
  readonly about?: string;
  /** For what cannot be taken back. */
  readonly isGrave?: boolean;
}

/** A form that does something, told by its token to be ours: `fields` in it, and its button. */
export function actionForm(path: string, button: ActionButton, options: FormOptions, fields?: Fill): Markup {
  return html`<form method="post" action="${path}" class="action">
    <input type="hidden" name="token" value="${options.tokens.make(path)}" />
    ${fields} ${actionButton(button, options)}
  </form>`;
}

/** A button, marked where what it does reaches X. */
export function actionButton(
  { label, about, isGrave = false }: ActionButton,
  { mode }: Pick<FormOptions, 'mode'>,
): Markup {
  const live = mode === 'LIVE' && html` <strong class="live-mark">LIVE</strong>`;
  const hidden = about !== undefined && html`<span class="hidden"> ${about}</span>`;
  return html`<button type="submit" ${isGrave && html` class="grave"`}>${label}${hidden}${live}</button>`;
}
