import { findHosts, type Host } from './find-hosts.ts';
import { punycodeLength } from './punycode-length.ts';
import { linkTail } from './link-tail.ts';

/** A part of a text that X replaces by a t.co link. Positions are UTF-16 units, the end exclusive. */
export interface Link {
  readonly start: number;
  readonly end: number;
  /** Written without `https://`, as in `example.com`: it counts, and is billed, as a link all the same. */
  readonly isBare: boolean;
}

/** twitter-text 3.1.0: longer ones, protocol included, stay plain text. */
const MAX_LINK_LENGTH = 4096;
const MAX_LABEL_LENGTH = 63;
const MAX_T_CO_SLUG_LENGTH = 40;
const DEFAULT_PROTOCOL = 'https://';

/**
 * The links that X would wrap, in order, by the rules of twitter-text 3.1.0 with today's top-level domains: with
 * `http://` or `https://` any domain, bare ones only where ASCII (and accented Latin), such as `example.com`.
 * Takes time in proportion to the text.
 */
export function findLinks(text: string): readonly Link[] {
  return Array.from(findHosts(text), (host) => linksOf(text, host)).flat();
}

function linksOf(text: string, host: Host): readonly Link[] {
  const domain = text.slice(host.domainStart, host.domainEnd);
  if (!isEncodable(domain)) return [];
  const length = host.end - host.start;
  const protocol = text.slice(host.start, host.domainStart) || DEFAULT_PROTOCOL;
  if (length + protocol.length > MAX_LINK_LENGTH) return [];
  return host.domainStart === host.start ? bareLinks(text, host) : fullLink(text, host);
}

function isEncodable(domain: string): boolean {
  const isCut = domain.split('.').some((label) => punycodeLength(label) > MAX_LABEL_LENGTH);
  return !isCut;
}
