import { findDomains, type DomainMatch } from './find-domains.ts';
import { ACCENTED_LATIN } from './host-characters.ts';
import { endOfTopLevelDomain } from './match-top-level-domain.ts';
import { punycodeLength } from './punycode-length.ts';

/** A part of a text that X replaces by a t.co link. Positions are UTF-16 units, the end exclusive. */
export interface Link {
  readonly start: number;
  readonly end: number;
  /** Written without `https://`, as in `example.com`: it counts, and is billed, as a link all the same. */
  readonly isBare: boolean;
}

/** twitter-text 3.1.0; the protocol counts twice there, the default one where none is written. */
const MAX_LINK_UNITS = 4096;
const DEFAULT_PROTOCOL = 'https://';
const MAX_LABEL_LENGTH = 63;
const MAX_T_CO_SLUG_LENGTH = 40;

const asciiLabels = new RegExp(`(?:[-a-z0-9${ACCENTED_LATIN}]+\\.)+`, 'gi');
const tCoLink = /^https?:\/\/t\.co\/([a-z0-9]+)(?:\?[a-z0-9!?*'@();:&=+$/%#[\]\-_.,~|]*[a-z0-9\-_&=#/])?/i;

/**
 * The links that X would wrap, in order and found as they are asked for, by the rules of twitter-text 3.1.0 with today's top-level domains: with
 * `http://` or `https://` any domain, bare ones only in ASCII and accented Latin, such as `example.com`. Takes time in
 * proportion to the text.
 */
export function* findLinks(text: string): Generator<Link> {
  for (const found of findDomains(text)) yield* linksOf(text, found);
}

function linksOf(text: string, found: DomainMatch): readonly Link[] {
  const protocol = text.slice(found.start, found.domainStart);
  const units = found.end - found.start + (protocol || DEFAULT_PROTOCOL).length;
  const domain = text.slice(found.domainStart, found.domainEnd);
  if (units > MAX_LINK_UNITS || !isEncodable(domain)) return [];
  return protocol === '' ? bareLinks(text, found) : fullLink(text, found);
}

/** Whether DNS could hold it: no label over 63 characters, and nothing but ASCII in what says it is encoded. */
function isEncodable(domain: string): boolean {
  if (domain.startsWith('xn--') && asciiDomains(domain).length === 0) return false;
  return domain.split('.').every((label) => punycodeLength(label) <= MAX_LABEL_LENGTH);
}

function fullLink(text: string, { start, end }: DomainMatch): readonly Link[] {
  const tCo = tCoLink.exec(text.slice(start, end));
  if (tCo === null) return [{ start, end, isBare: false }];
  // A t.co link has no path behind its slug: what follows is text again.
  const isTooLong = (tCo[1] ?? '').length > MAX_T_CO_SLUG_LENGTH;
  return isTooLong ? [] : [{ start, end: start + tCo[0].length, isBare: false }];
}

function bareLinks(text: string, found: DomainMatch): readonly Link[] {
  if (/[-_./]/.test(text.charAt(found.start - 1))) return [];
  const domains = asciiDomains(text.slice(found.domainStart, found.domainEnd));
  return domains.map(([start, end], at) => ({
    start: found.domainStart + start,
    end: found.hasPath && at === domains.length - 1 ? found.end : found.domainStart + end,
    isBare: true,
  }));
}

/** The domains in ASCII and accented Latin inside a longer one, as in `これはexample.com`. */
function asciiDomains(domain: string): readonly (readonly [start: number, end: number])[] {
  const domains: [number, number][] = [];
  asciiLabels.lastIndex = 0;
  for (let labels = asciiLabels.exec(domain); labels !== null; labels = asciiLabels.exec(domain)) {
    const end = endOfLongest(domain, labels.index, asciiLabels.lastIndex);
    if (end === -1) continue;
    domains.push([labels.index, end]);
    asciiLabels.lastIndex = end;
  }
  return domains;
}

/** Tries each dot of the labels from the last to the first. */
function endOfLongest(domain: string, start: number, labelsEnd: number): number {
  for (let dot = labelsEnd - 1; dot > start; dot = domain.lastIndexOf('.', dot - 1)) {
    const end = endOfTopLevelDomain(domain, dot + 1);
    if (end !== -1) return end;
  }
  return -1;
}
