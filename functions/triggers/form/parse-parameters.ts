/** A header's value and what it says about it, as in `multipart/form-data; boundary=x`. */
export interface ParameterisedValue {
  /** In lower case. */
  readonly value: string;
  /** Names in lower case; quotes are taken off, and what was escaped in them stands for itself. */
  readonly parameters: ReadonlyMap<string, string>;
}

const VALUE = /^[ \t]*([!#$%&'*+.^_`|~0-9a-z/-]+)[ \t]*/iy;
/** A text of its own, or in quotes with any sign escaped; blanks stand around `;` only (RFC 9110, 5.6.6). */
const PARAMETER = /;[ \t]*(?:([!#$%&'*+.^_`|~0-9a-z-]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s";,\\]+)))?[ \t]*/iy;

/** The parts of a `Content-Type` or `Content-Disposition`; undefined where it has not that form, or says a thing twice. */
export function parseParameters(text: string): ParameterisedValue | undefined {
  VALUE.lastIndex = 0;
  const value = VALUE.exec(text)?.[1];
  if (value === undefined) return undefined;
  const parameters = new Map<string, string>();
  let at = VALUE.lastIndex;
  while (at < text.length) {
    PARAMETER.lastIndex = at;
    const [, name, quoted, plain] = PARAMETER.exec(text) ?? [undefined];
    if (PARAMETER.lastIndex === 0) return undefined;
    at = PARAMETER.lastIndex;
    if (name === undefined) continue;
    if (parameters.has(name.toLowerCase())) return undefined;
    parameters.set(name.toLowerCase(), plain ?? (quoted ?? '').replaceAll(/\\(.)/g, '$1'));
  }
  return { value: value.toLowerCase(), parameters };
}
