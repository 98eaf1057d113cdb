import type { PublicState } from '../../functions/domain/publication-state.ts';
import { type Markup, html } from '../../sandbox/page/look/html.ts';
import { stateWords, type Tone } from './state-words.ts';

/** A state as a word with a sign and a colour. */
export function statePill(state: PublicState): Markup {
  const { tone, sign, means } = stateWords[state];
  return html`<span class="pill pill-${tone}" title="${means}"><span aria-hidden="true">${sign}</span> ${state}</span>`;
}

export function pill(tone: Tone, sign: string, text: string): Markup {
  return html`<span class="pill pill-${tone}"><span aria-hidden="true">${sign}</span> ${text}</span>`;
}
