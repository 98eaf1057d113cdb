import { LONGEST_TOP_LEVEL_DOMAIN, topLevelDomains } from './top-level-domains.ts';

const asciiRun = /[a-z0-9]*/iy;
const punycode = /xn--[-0-9a-z]+/iy;

/** Where a top-level domain that begins at `start` ends, the longest that fits; -1 when none does. */
export function endOfTopLevelDomain(text: string, start: number): number {
  asciiRun.lastIndex = start;
  asciiRun.test(text);
  const asciiEnd = Math.max(start, asciiRun.lastIndex);
  const isAscii = !(text.charCodeAt(asciiEnd) >= 0x80);
  const longest = isAscii ? asciiEnd : Math.min(text.length, start + LONGEST_TOP_LEVEL_DOMAIN);
  if (longest - start <= LONGEST_TOP_LEVEL_DOMAIN) {
    for (let end = longest; end >= asciiEnd && end > start; end--) {
      if (!/[0-9a-z@+-]/i.test(text.charAt(end)) && topLevelDomains.has(text.slice(start, end).toLowerCase()))
        return end;
    }
  }
  punycode.lastIndex = start;
  return punycode.test(text) ? punycode.lastIndex : -1;
}
