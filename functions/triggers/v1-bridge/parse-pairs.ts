import { decodePercent } from './percent.ts';

/** Name and value as bytes (`percent.ts`). */
export type BytePair = readonly [name: string, value: string];

/** The pairs of a query or a urlencoded form, repeats and empty values among them, in the order in which they came. */
export function parsePairs(encoded: string): readonly BytePair[] {
  return encoded
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=');
      return at === -1 ? [decode(pair), ''] : [decode(pair.slice(0, at)), decode(pair.slice(at + 1))];
    });
}

function decode(text: string): string {
  return decodePercent(text.replaceAll('+', ' '));
}
