import { RejectedTriggerError } from '../../domain/errors.ts';

/** An object or list counts one, each one inside it one more. */
const MAX_DEPTH = 16;
const FORBIDDEN_NAMES: ReadonlySet<string> = new Set(['__proto__', 'constructor']);

/**
 * The value of a JSON text, where all readers of it would agree on that value: UTF-8 without BOM, no name twice in
 * an object, no half surrogate pair, at most 16 deep, none of the names that reach an object's prototype.
 *
 * @throws RejectedTriggerError `UTF8_INVALID` or `JSON_INVALID`; the message never quotes the text
 */
export function parseJsonStrict(bytes: Uint8Array): unknown {
  const text = decodeUtf8(bytes);
  const value = parse(text);
  inspect(text);
  return value;
}

function decodeUtf8(bytes: Uint8Array): string {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    throw new RejectedTriggerError('UTF8_INVALID', 'the body begins with a byte order mark: send UTF-8 without one');
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new RejectedTriggerError('UTF8_INVALID', 'the body is not UTF-8', { cause });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    // V8's message quotes the text; only the place is taken from it.
    const place = /at position \d+/.exec(String(error))?.[0] ?? 'at its end';
    throw new RejectedTriggerError('JSON_INVALID', `the body is not JSON: it goes wrong ${place}`);
  }
}

/** Goes over a text that is JSON already, for what `JSON.parse` lets pass. */
function inspect(text: string): void {
  /** One entry for each object or list that is open: the names seen so far, or null for a list. */
  const open: (Set<string> | null)[] = [];
  const marks = /["{}[\]]/g;
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    if (mark[0] === '"') {
      const end = findStringEnd(text, mark.index);
      inspectString(text, mark.index, end, open.at(-1) ?? null);
      marks.lastIndex = end;
    } else if (mark[0] === '{' || mark[0] === '[') {
      open.push(mark[0] === '{' ? new Set() : null);
      if (open.length > MAX_DEPTH) throw invalid(`deeper than ${MAX_DEPTH} levels`, mark.index);
    } else {
      open.pop();
    }
  }
}

/** Index after the closing quote of the string that opens at `start`. */
function findStringEnd(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end + 1;
}

function isEscaped(text: string, index: number): boolean {
  let before = index;
  while (text[before - 1] === '\\') before -= 1;
  return (index - before) % 2 === 1;
}

function inspectString(text: string, start: number, end: number, names: Set<string> | null): void {
  const literal = text.slice(start, end);
  const isName = names !== null && isFollowedByColon(text, end);
  if (!isName && !literal.includes('\\u')) return;
  const value = JSON.parse(literal) as string;
  if (!value.isWellFormed()) throw invalid('half of a surrogate pair', start);
  if (!isName) return;
  if (FORBIDDEN_NAMES.has(value)) throw invalid('a name that is not allowed', start);
  if (names.has(value)) throw invalid('a name that its object has already', start);
  names.add(value);
}

/** In JSON a string before a colon is a name, and no other is. */
function isFollowedByColon(text: string, index: number): boolean {
  const colon = /[\x20\t\n\r]*:/y;
  colon.lastIndex = index;
  return colon.test(text);
}

function invalid(what: string, position: number): RejectedTriggerError {
  return new RejectedTriggerError('JSON_INVALID', `the body holds ${what}, at position ${position}`);
}
