import { findLinks, type Link } from './find-links.ts';
import { cuts, dropSpace, isSpace, rateCuts, skipSpace } from './rate-cuts.ts';
import { weighText } from './weigh-text.ts';
import type { FieldFault } from './x-account.ts';
import { MAX_WEIGHTED_TEXT_LENGTH } from './x-limits.ts';

export interface SplitRules {
  /** @default 280 */
  readonly maxWeightedLength?: number;
  /** @default 25, the posts that one thread may have */
  readonly maxParts?: number;
}

/** Either the texts of a thread in order, or why there is none. */
export type Split = { readonly parts: readonly string[] } | { readonly fault: FieldFault };

export const MAX_THREAD_PARTS = 25;
/** Places of one kind that are looked at closely, from the last one back. */
const MAX_TRIES = 12;

/**
 * A better cut is taken although it leaves room, as long as this share of the post is filled: the end of a sentence
 * above a half, white space above a third, the end of a word where no spaces are written above a third.
 */
const leastFill = [
  [cuts.atSentence, 1 / 2],
  [cuts.atSpace, 1 / 3],
  [cuts.betweenWords, 1 / 3],
  [cuts.inWord, 0],
] as const;

/**
 * A text as posts that each fit, cut at the ends of sentences or words: never inside a grapheme, a link or a mention,
 * and inside a word only where the word alone is too long. Nothing is lost but white space at the cuts and at both
 * ends; a text that fits comes back as it is.
 */
export function splitThread(text: string, rules: SplitRules = {}): Split {
  const { maxWeightedLength = MAX_WEIGHTED_TEXT_LENGTH, maxParts = MAX_THREAD_PARTS } = rules;
  if (weighText(text, maxWeightedLength).weightedLength <= maxWeightedLength) return { parts: [text] };
  const whole = weighText(text, maxWeightedLength * maxParts);
  if (whole.weightedLength > maxWeightedLength * maxParts) return tooLong(maxParts);
  const parts = cutAll(text, maxWeightedLength, maxParts);
  return parts === undefined ? tooLong(maxParts) : { parts };
}

function tooLong(maxParts: number): Split {
  const message = `the text does not fit in a thread of ${maxParts} posts: shorten it, or send it as several threads`;
  return { fault: { path: 'text', code: 'TEXT_TOO_LONG', message } };
}

function cutAll(text: string, maxWeightedLength: number, maxParts: number): readonly string[] | undefined {
  const links = [...findLinks(text)];
  const rates = rateCuts(text, links);
  const places = Array.from(rates.keys()).filter((at) => rates[at] !== cuts.never);
  const end = dropSpace(text, rates, text.length);
  const parts: string[] = [];
  for (let start = skipSpace(text, rates, 0); start < end;) {
    const part = (at: number): string => text.slice(start, dropSpace(text, rates, at));
    const fits = (at: number): boolean => weighText(part(at), maxWeightedLength).weightedLength <= maxWeightedLength;
    const ahead = places.slice(
      lowerBound(places, (at) => at > start),
      lowerBound(places, (at) => at > end),
    );
    const reach = ahead.slice(
      0,
      lowerBound(ahead, (at) => !fits(at)),
    );
    const keeps = (at: number): boolean => fits(at) && keepsLinks(text, links, start, at);
    const cut = bestCut(reach, rates, start, end, keeps) ?? reach.findLast(fits);
    if (cut === undefined || parts.length === maxParts) return undefined;
    parts.push(part(cut));
    start = skipSpace(text, rates, cut);
  }
  return parts;
}

/** Whether the word that is cut has the same links as before: a cut inside it can make one, and its price, of what was none. */
function keepsLinks(text: string, links: readonly Link[], start: number, cut: number): boolean {
  let wordStart = cut;
  while (wordStart > start && !isSpace(text, wordStart - 1)) wordStart--;
  let wordEnd = cut;
  while (wordEnd < text.length && !isSpace(text, wordEnd)) wordEnd++;
  const inside = [...startsOfLinks(text, wordStart, cut), ...startsOfLinks(text, cut, wordEnd)];
  const expected = links.filter((link) => link.start >= wordStart && link.end <= wordEnd);
  return inside.length === expected.length && inside.every((linkStart, at) => linkStart === expected[at]?.start);
}

function startsOfLinks(text: string, from: number, to: number): readonly number[] {
  return Array.from(findLinks(text.slice(from, to)), ({ start }) => from + start);
}

/** Index of the first element for which `holds`, in a list where it holds for all after it; the length when none. */
function lowerBound(list: readonly number[], holds: (at: number) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(list[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function bestCut(
  reach: readonly number[],
  rates: Uint8Array,
  start: number,
  end: number,
  isSound: (at: number) => boolean,
): number | undefined {
  const farthest = reach.at(-1);
  if (farthest === undefined || farthest === end) return farthest;
  for (const [rate, fill] of leastFill) {
    const least = start + (farthest - start) * fill;
    const places = reach.filter((at) => (rates[at] ?? 0) >= rate && at >= least);
    const cut = places.slice(-MAX_TRIES).findLast(isSound);
    if (cut !== undefined) return cut;
  }
  return undefined;
}
