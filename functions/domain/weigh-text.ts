import { findEmoji } from './find-emoji.ts';
import { findLinks } from './find-links.ts';
import { MAX_WEIGHTED_TEXT_LENGTH, T_CO_LENGTH } from './x-limits.ts';

export interface TextWeight {
  /** In X's characters: links 23, emoji 2, most scripts of the world 1 or 2. */
  readonly weightedLength: number;
  /** False for a text that is far too long and was not weighed to its end: `weightedLength` is a lower bound. */
  readonly isExact: boolean;
  /** Within 1 and the limit, and free of characters that X refuses. */
  readonly valid: boolean;
  /** Holds U+FFFE, U+FEFF or U+FFFF. */
  readonly hasInvalidCharacters: boolean;
}

/** Nothing takes more UTF-16 units for its weight than a link: at most 4096 for 23. */
const MAX_UNITS_PER_CHARACTER = 180;
/** The longest emoji has 15 UTF-16 units for its weight of 2. */
const MAX_PLAIN_UNITS_PER_CHARACTER = 8;
/** A text this many times too long is not weighed any further. */
const EXACT_UP_TO_TIMES = 4;
const EMOJI_WEIGHT = 2;

/** Code points that weigh 1; all others weigh 2 (twitter-text configuration v3). */
const lightRanges = [
  [0, 4351],
  [8192, 8205],
  [8208, 8223],
  [8242, 8247],
] as const;

/**
 * How much of a post's room a text takes, by twitter-text's configuration v3 (twitter-text 3.1.0). Media,
 * `attachment_url` and mentions that X fills in itself weigh nothing and are not part of the text.
 *
 * Emoji of Unicode 12 and later weigh 2 here, though that library, whose list is older, counts their parts.
 * Takes time in proportion to the text, and nearly none for one that is far too long.
 */
export function weighText(text: string, maxWeightedLength: number = MAX_WEIGHTED_TEXT_LENGTH): TextWeight {
  const hasInvalidCharacters = /[\uFFFE\uFEFF\uFFFF]/.test(text);
  const enough = maxWeightedLength * EXACT_UP_TO_TIMES;
  const isHopeless = text.length > maxWeightedLength * MAX_UNITS_PER_CHARACTER;
  const weightedLength = isHopeless ? maxWeightedLength + 1 : weighUpTo(compose(text), enough);
  const fits = weightedLength > 0 && weightedLength <= maxWeightedLength;
  const isExact = !isHopeless && weightedLength <= enough;
  return { weightedLength, isExact, valid: fits && !hasInvalidCharacters, hasInvalidCharacters };
}

/**
 * NFC. A run of more than 200 combining marks stays as it is: ordering one takes quadratic time, and no more than a
 * few of its marks could be composed.
 */
function compose(text: string): string {
  return /(?<!\p{M})\p{M}{201}/u.test(text) ? text : text.normalize('NFC');
}

/** The whole weight, or the part of it that first came to more than `enough`. */
function weighUpTo(text: string, enough: number): number {
  let weight = 0;
  for (const part of weighParts(text, enough * MAX_PLAIN_UNITS_PER_CHARACTER)) {
    weight += part;
    if (weight > enough) break;
  }
  return weight;
}

/** Of plain text between links, more than `plainUnits` are too much in any case. */
function* weighParts(text: string, plainUnits: number): Generator<number> {
  let at = 0;
  for (const link of findLinks(text)) {
    yield* weighPlain(text.slice(at, Math.min(link.start, at + plainUnits)));
    yield T_CO_LENGTH;
    at = link.end;
  }
  yield* weighPlain(text.slice(at, at + plainUnits));
}

function* weighPlain(text: string): Generator<number> {
  let at = 0;
  for (const { start, end } of findEmoji(text)) {
    yield* weighCharacters(text.slice(at, start));
    yield EMOJI_WEIGHT;
    at = end;
  }
  yield* weighCharacters(text.slice(at));
}

function* weighCharacters(text: string): Generator<number> {
  for (const character of text) yield isLight(character.codePointAt(0) ?? 0) ? 1 : 2;
}

function isLight(codePoint: number): boolean {
  return lightRanges.some(([first, last]) => codePoint >= first && codePoint <= last);
}
