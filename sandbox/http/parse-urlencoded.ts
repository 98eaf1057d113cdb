import { decodePercent } from './percent.ts';

/** A name and value as bytes, since a signature covers bytes whether or not they are text. */
export interface RawParam {
  readonly name: Buffer;
  readonly value: Buffer;
}

/** The pairs of a query or an urlencoded body in order, repeats kept; `text` is latin1. Empty pieces between `&` are skipped. */
export function parseUrlencoded(text: string): readonly RawParam[] {
  const params: RawParam[] = [];
  for (const piece of text.split('&')) {
    if (piece === '') continue;
    const equals = piece.indexOf('=');
    const name = equals < 0 ? piece : piece.slice(0, equals);
    const value = equals < 0 ? '' : piece.slice(equals + 1);
    params.push({ name: decodePercent(name, true), value: decodePercent(value, true) });
  }
  return params;
}
