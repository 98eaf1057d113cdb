import { type Fill, html } from '../../sandbox/page/look/html.ts';
import { htmlAnswer, type HttpAnswer } from './answers.ts';
import { framed } from './frame.ts';
import type { PageOptions } from './page-options.ts';

/** A page that says one thing, and leads back. */
export function notice(
  options: PageOptions,
  statusCode: number,
  title: string,
  text: Fill,
  back: { readonly href: string; readonly text: string } = { href: '/', text: 'All publications' },
): HttpAnswer {
  const main = html`<section class="notice">
    <h1>${title}</h1>
    <p>${text}</p>
    <p><a href="${back.href}">${back.text}</a></p>
  </section>`;
  return htmlAnswer(statusCode, framed(options, title, main));
}
