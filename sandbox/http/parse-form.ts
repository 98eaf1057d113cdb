import { type RawParam, parseUrlencoded } from './parse-urlencoded.ts';
import type { RawCall } from './raw-call.ts';

export const FORM = 'application/x-www-form-urlencoded';

const parsed = new WeakMap<Buffer, readonly RawParam[]>();

/**
 * The pairs in the body of an urlencoded call, in order; none for a body of another type. Signature, parameters and media all
 * read them, and a picture sent as a form is megabytes long, so each body is taken apart once.
 */
export function parseForm({ mediaType, body }: Pick<RawCall, 'mediaType' | 'body'>): readonly RawParam[] {
  if (mediaType !== FORM) return [];
  const known = parsed.get(body);
  if (known !== undefined) return known;
  const params = parseUrlencoded(body.toString('latin1'));
  parsed.set(body, params);
  return params;
}
