/** Markup that is safe to send as it is; only `html` makes it. */
export class Markup {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

/** What may stand in a template. Texts are escaped, absent values leave nothing, lists are joined. */
export type Fill = Markup | string | number | false | null | undefined | readonly Fill[];

/**
 * Markup with every value escaped, for element content and for attributes in double quotes.
 *
 * It does not judge what an address leads to: give `href` and `src` only what `webAddress` or a route of ours made.
 */
export function html(texts: TemplateStringsArray, ...fills: readonly Fill[]): Markup {
  return new Markup(texts.map((text, at) => text + fill(fills[at])).join(''));
}

/** The address when a browser may be sent there, else undefined: `javascript:` and its like are no links. */
export function webAddress(text: string): string | undefined {
  const url = URL.parse(text);
  return url !== null && ['http:', 'https:'].includes(url.protocol) ? url.href : undefined;
}

function fill(value: Fill): string {
  if (value === undefined || value === null || value === false) return '';
  if (value instanceof Markup) return value.toString();
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? escapeText(value) : value.map(fill).join('');
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Characters no parser takes in a document, controls among them, become the replacement character. */
function escapeText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? '')
    .replaceAll(/[^\P{Cc}\t\n\r]/gu, '\u{FFFD}');
}
