/**
 * Character sets of twitter-text 3.1.0, as the inside of a regular expression's class. A host may hold anything that is
 * not listed, emoji and quotation marks included.
 */

export const INVALID = String.raw`\uFFFE\uFEFF\uFFFF`;
const DIRECTION_MARKS = String.raw`\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069`;
const SPACES = String.raw`\t-\r \x85\xA0\u1680\u180E\u2000-\u200A\u2028\u2029\u202F\u205F\u3000`;
/** Punctuation that ends a host, without the three that stand inside one. */
const PUNCTUATION = String.raw`!#$%&'()*+,\/:;<=>?@\[\]\\^{|}~`;

/** All that may stand between the protocol and the end of a host: labels, `.`, `-` and `_`. */
export const HOST = `[^${PUNCTUATION}${SPACES}${INVALID}${DIRECTION_MARKS}]`;

/** Latin letters with accents, and combining marks. */
export const ACCENTED_LATIN = String.raw`\xC0-\xD6\xD8-\xF6\xF8-\u024F\u0253\u0254\u0256\u0257\u0259\u025B\u0263\u0268\u026F\u0272\u0289\u028B\u02BB\u0300-\u036F\u1E00-\u1EFF`;
export const CYRILLIC = String.raw`\u0400-\u04FF`;
