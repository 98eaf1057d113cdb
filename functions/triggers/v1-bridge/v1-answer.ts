import type { BridgeAnswer } from './bridge-call.ts';
import { type V1Error, V1MediaError } from './v1-error.ts';

/** ECMAScript 2026, not yet in the compiler's library. */
const exactJson = JSON as typeof JSON & { rawJSON(digits: string): unknown };

/**
 * The text of an answer's body as v1.1 writes JSON: `/`, `<` and `>` escaped, a bigint as a number digit for digit, since
 * X's ids do not fit a double. Empty for an answer without a body.
 */
export function v1Json(body: unknown): string {
  if (body === undefined) return '';
  const text = JSON.stringify(body, (_key, value: unknown) =>
    typeof value === 'bigint' ? exactJson.rawJSON(String(value)) : value,
  );
  return text.replaceAll('/', '\\/').replaceAll('<', '\\u003c').replaceAll('>', '\\u003e');
}

/** The answer to a refusal, in the shape that its endpoint has: a list of codes, or `media/upload`'s own. */
export function answerRefusal(error: V1Error | V1MediaError, path: string): BridgeAnswer {
  if (error instanceof V1MediaError) return { status: error.status, body: { request: path, error: error.message } };
  const { status, code, message, headers } = error;
  return { status, headers, body: { errors: [{ code, message }] } };
}
