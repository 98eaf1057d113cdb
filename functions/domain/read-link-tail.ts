import { ACCENTED_LATIN, CYRILLIC } from './host-characters.ts';

const port = /:[0-9]+/y;
const query = /\?[a-z0-9!?*'@();:&=+$/%#[\]\-_.,~|]*[a-z0-9\-_&=#/]/iy;
const pathRun = new RegExp(`[a-z0-9!*';:=+,.$/%#\\[\\]\\-\u2013_~@|&${CYRILLIC}${ACCENTED_LATIN}]*`, 'iy');
const pathEnding = new RegExp(`[a-z0-9=_#/+\\-${CYRILLIC}${ACCENTED_LATIN}]`, 'i');

/**
 * Where port, path and query behind a domain end. Punctuation at the end of a path is the sentence's, not the link's;
 * brackets belong to it in pairs, up to two levels deep (twitter-text 3.1.0).
 */
export function readLinkTail(text: string, domainEnd: number): { readonly end: number; readonly hasPath: boolean } {
  const portEnd = endOf(port, text, domainEnd);
  const hasPath = text.charAt(portEnd) === '/';
  const pathEnd = hasPath ? endOfPath(text, portEnd + 1) : portEnd;
  return { end: endOf(query, text, pathEnd), hasPath };
}

function endOf(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : start;
}

function endOfPath(text: string, start: number): number {
  let end = start;
  for (let at = start; ;) {
    const runEnd = endOf(pathRun, text, at);
    end = lastEnding(text, at, runEnd) ?? end;
    const pairEnd = endOfBrackets(text, runEnd);
    if (pairEnd === -1) return end;
    at = pairEnd;
    end = pairEnd;
  }
}

function lastEnding(text: string, start: number, end: number): number | undefined {
  for (let at = end; at > start; at--) if (pathEnding.test(text.charAt(at - 1))) return at;
  return undefined;
}

/** The end of `(a)` or `(a(b)c)` at `start`, else -1. */
function endOfBrackets(text: string, start: number): number {
  if (text.charAt(start) !== '(') return -1;
  const outerEnd = endOf(pathRun, text, start + 1);
  if (text.charAt(outerEnd) === ')') return outerEnd > start + 1 ? outerEnd + 1 : -1;
  if (text.charAt(outerEnd) !== '(') return -1;
  const innerEnd = endOf(pathRun, text, outerEnd + 1);
  if (innerEnd === outerEnd + 1 || text.charAt(innerEnd) !== ')') return -1;
  const restEnd = endOf(pathRun, text, innerEnd + 1);
  return text.charAt(restEnd) === ')' ? restEnd + 1 : -1;
}
