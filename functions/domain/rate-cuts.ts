import type { Link } from './find-links.ts';

/** How good a place is to cut a text; what is inside a grapheme, a link or a mention is `never`. */
export const cuts = { never: 0, inWord: 1, betweenWords: 2, atSpace: 3, atSentence: 4 } as const;

const mention = /[@＠][A-Za-z0-9_]{1,20}(?:\/[A-Za-z][A-Za-z0-9_-]{0,24})?/g;
/** Hashtags, cashtags and mail addresses: cut only where a whole post has no better place. */
const tagOrAddress = /[#＃][\p{L}\p{M}\p{N}_]+|\$[A-Za-z]{1,6}|(?<![\w.+%-])[\w.+%-]+@[\w.-]+/gu;
const space = /[^\S\uFEFF]/;

/** For each position of the text, in UTF-16 units and its end included, how good a cut there would be. */
export function rateCuts(text: string, links: readonly Link[]): Uint8Array {
  const rates = new Uint8Array(text.length + 1);
  for (const at of boundaries(text, 'grapheme')) rates[at] = cuts.inWord;
  const raise = (at: number, rate: number): void => {
    if (rates[at] !== cuts.never) rates[at] = Math.max(rates[at] ?? 0, rate);
  };
  for (const at of boundaries(text, 'word')) {
    if (isSpace(text, at - 1) || isSpace(text, at)) raise(at, cuts.atSpace);
    else if (!isAsciiInside(text, at)) raise(at, cuts.betweenWords);
  }
  for (const at of boundaries(text, 'sentence')) {
    if (isSpace(text, at - 1) || !isAsciiInside(text, at)) raise(at, cuts.atSentence);
  }
  for (const { 0: found, index } of text.matchAll(tagOrAddress)) limit(rates, index, index + found.length, cuts.inWord);
  for (const { 0: found, index } of text.matchAll(mention)) limit(rates, index, index + found.length, cuts.never);
  for (const { start, end } of links) limit(rates, start, end, cuts.never);
  return rates;
}

function boundaries(text: string, granularity: 'grapheme' | 'word' | 'sentence'): number[] {
  const segments = new Intl.Segmenter('en', { granularity }).segment(text);
  return [...Array.from(segments, ({ index }) => index), text.length];
}

export function isSpace(text: string, at: number): boolean {
  return space.test(text.charAt(at));
}

/** A word boundary between two ASCII characters, as in `re-use` or `a.b`, is no place for a cut. */
function isAsciiInside(text: string, at: number): boolean {
  return text.charCodeAt(at - 1) < 0x80 && text.charCodeAt(at) < 0x80;
}

function limit(rates: Uint8Array, start: number, end: number, rate: number): void {
  for (let at = start + 1; at < end; at++) rates[at] = Math.min(rates[at] ?? 0, rate);
}

/** The first position from `start` on that no white space follows; a space under a combining mark is none. */
export function skipSpace(text: string, rates: Uint8Array, start: number): number {
  let at = start;
  while (at < text.length && isSpace(text, at)) {
    const next = text.startsWith('\r\n', at) ? at + 2 : at + 1;
    if (rates[next] === cuts.never) break;
    at = next;
  }
  return at;
}

/** The last position up to `end` that no white space precedes. */
export function dropSpace(text: string, rates: Uint8Array, end: number): number {
  let at = end;
  while (at > 0 && isSpace(text, at - 1)) {
    const before = text.startsWith('\r\n', at - 2) ? at - 2 : at - 1;
    if (rates[before] === cuts.never) break;
    at = before;
  }
  return at;
}
