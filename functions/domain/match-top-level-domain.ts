import { LONGEST_TOP_LEVEL_DOMAIN, topLevelDomains } from './top-level-domains.ts';

const firstCharacters = new Set(Array.from(topLevelDomains, (name) => name.charAt(0)));
const asciiRun = /[a-z0-9]*/iy;
const punycode = /xn--[-0-9a-z]+/iy;

/** Where a top-level domain that begins at `start` ends, the longest that fits; -1 when none does. */
export function endOfTopLevelDomain(text: string, start: number): number {
  const end = endOfListed(text, start);
  if (end !== -1) return end;
  punycode.lastIndex = start;
  return punycode.test(text) ? punycode.lastIndex : -1;
}

function endOfListed(text: string, start: number): number {
  asciiRun.lastIndex = start;
  asciiRun.test(text);
  const asciiEnd = Math.max(start, asciiRun.lastIndex);
  const isAscii = !(text.charCodeAt(asciiEnd) >= 0x80);
  const longest = isAscii ? asciiEnd : Math.min(text.length, start + LONGEST_TOP_LEVEL_DOMAIN);
  if (longest - start > LONGEST_TOP_LEVEL_DOMAIN || !firstCharacters.has(text.charAt(start).toLowerCase())) return -1;
  for (let end = longest; end >= asciiEnd && end > start; end--) {
    const isOver = !/[0-9a-z@+-]/i.test(text.charAt(end));
    if (isOver && topLevelDomains.has(text.slice(start, end).toLowerCase())) return end;
  }
  return -1;
}
