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
/**
 * Of text beyond Latin, no more UTF-16 units than this for each allowed character are weighed, because finding emoji
 * is slow. What is longer is too long in any case: the longest emoji has 15 units for its weight of 2.
 */
const MAX_RICH_UNITS_PER_CHARACTER = 32;
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
  const isHopeless = text.length > maxWeightedLength * MAX_UNITS_PER_CHARACTER;
  const { weightedLength, isExact } = isHopeless
    ? { weightedLength: maxWeightedLength + 1, isExact: false }
    : weighComposed(compose(text), maxWeightedLength * MAX_RICH_UNITS_PER_CHARACTER);
  const fits = weightedLength > 0 && weightedLength <= maxWeightedLength;
  return { weightedLength, isExact, valid: fits && !hasInvalidCharacters, hasInvalidCharacters };
}

/**
 * NFC. A run of more than 200 combining marks stays as it is: ordering one takes quadratic time, and no more than a
 * few of its marks could be composed.
 */
function compose(text: string): string {
  return /(?<!\p{M})\p{M}{201}/u.test(text) ? text : text.normalize('NFC');
}

function weighComposed(text: string, maxRichUnits: number): Pick<TextWeight, 'weightedLength' | 'isExact'> {
  let weightedLength = 0;
  let richUnitsLeft = maxRichUnits;
  const addPlain = (start: number, end: number): void => {
    const plain = text.slice(start, end);
    // Latin text, the common case: nothing in it is an emoji or weighs more than 1.
    const isLatin = !/[^\0-\u00A8]/.test(plain);
    weightedLength += isLatin ? plain.length : weighRich(plain.slice(0, Math.max(0, richUnitsLeft)));
    if (!isLatin) richUnitsLeft -= plain.length;
  };
  let at = 0;
  for (const link of findLinks(text)) {
    addPlain(at, link.start);
    weightedLength += T_CO_LENGTH;
    at = link.end;
  }
  addPlain(at, text.length);
  return { weightedLength, isExact: richUnitsLeft >= 0 };
}

function weighRich(text: string): number {
  let weight = 0;
  let at = 0;
  for (const { start, end } of findEmoji(text)) {
    weight += weighCharacters(text.slice(at, start)) + EMOJI_WEIGHT;
    at = end;
  }
  return weight + weighCharacters(text.slice(at));
}

function weighCharacters(text: string): number {
  let weight = 0;
  for (const character of text) weight += isLight(character.codePointAt(0) ?? 0) ? 1 : 2;
  return weight;
}

function isLight(codePoint: number): boolean {
  return lightRanges.some(([first, last]) => codePoint >= first && codePoint <= last);
}
