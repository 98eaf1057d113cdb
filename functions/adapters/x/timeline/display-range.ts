import { listOf, numberOf } from '../answers/parse-exact.ts';

/** `display_text_range` of either version: which code points of the text are words; undefined where X does not tell. */
export function displayRange(value: unknown): { readonly start: number; readonly end: number } | undefined {
  const [start, end] = listOf(value).map(numberOf);
  return start === undefined || end === undefined ? undefined : { start, end };
}
