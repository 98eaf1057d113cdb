/** ECMAScript 2026, not yet in the compiler's library. */
const exactJson = JSON as typeof JSON & { rawJSON(text: string): unknown };

/** JSON with bigints as plain numbers, digit for digit: X's ids do not fit a double. */
export function writeJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'bigint' ? exactJson.rawJSON(inner.toString()) : inner,
  );
}

/** The same as v1.1 sends it: `/`, `<` and `>` escaped. */
export function writeV1Json(value: unknown): string {
  return writeJson(value).replaceAll('/', '\\/').replaceAll('<', '\\u003c').replaceAll('>', '\\u003e');
}
