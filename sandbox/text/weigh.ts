import twitterText from 'twitter-text';

import { CLASSIC_TEXT_LENGTH, type MAX_WEIGHTED_TEXT_LENGTH, T_CO_LENGTH } from '../../functions/domain/x-limits.ts';

export type TextLength = typeof MAX_WEIGHTED_TEXT_LENGTH | typeof CLASSIC_TEXT_LENGTH;

/** Until November 2017 each character counted once (twitter-text configuration v1, in its 2016 form with links of 23). */
const ONE_EACH = { version: 1, scale: 1, defaultWeight: 1, transformedURLLength: T_CO_LENGTH, ranges: [] };

/**
 * Beyond this many UTF-16 units no text fits, since twelve links of the longest kind end before it.
 * Nothing longer is taken apart: patterns for links are slow on megabytes.
 */
const HOPELESS_LENGTH = 60_000;

/** Characters as X counts them: under 280 wide characters weigh double, under 140 each is one. A link is 23 in both. */
export function weighText(text: string, length: TextLength): number {
  if (text.length > HOPELESS_LENGTH) return text.length;
  const parsed = length === CLASSIC_TEXT_LENGTH ? twitterText.parseTweet(text, ONE_EACH) : twitterText.parseTweet(text);
  return parsed.weightedLength;
}

/** U+FFFE, U+FEFF and U+FFFF are refused whatever the length. */
export function hasInvalidCharacter(text: string): boolean {
  return twitterText.hasInvalidCharacters(text);
}
