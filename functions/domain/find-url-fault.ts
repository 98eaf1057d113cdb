import { isPublicAddress } from './is-public-address.ts';
import type { FetchRules } from './ports.ts';
import type { FieldFault } from './x-account.ts';

export const MAX_URL_CHARACTERS = 2_048;
/** Names that no public server has: of the machine itself, of a network of its own, of none. */
const PRIVATE_NAME = /(?:^|\.)(?:localhost|local|internal|intranet|lan|home\.arpa|test|invalid)$/;

type UrlFault = Pick<FieldFault, 'code' | 'message'>;

/**
 * Why nothing may be fetched from there, as far as the address itself tells; undefined when it does not. Where a name
 * leads is known only when the connection is made.
 */
export function findUrlFault(text: string, rules: FetchRules): UrlFault | undefined {
  return findSpellingFault(text) ?? findPlaceFault(new URL(text), rules);
}

/** What `URL` would take in silence, or mend, is refused: two readers might mend it differently. */
function findSpellingFault(text: string): UrlFault | undefined {
  const fault = (message: string): UrlFault => ({ code: 'SCHEMA', message });
  if (text.length > MAX_URL_CHARACTERS) return fault(`is longer than ${MAX_URL_CHARACTERS} characters`);
  if (/[\s\p{Cc}\\]/u.test(text) || !text.isWellFormed())
    return fault('holds blanks, control characters or backslashes');
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^/]/i.test(text) || !URL.canParse(text)) {
    return fault('must be a whole address, as in https://example.org/a.jpg');
  }
  if (text.includes('#')) return fault('has a part after #, which no server sees: leave it out');
  if (/^[^/]*:\/\/[^/?]*@/.test(text)) return blocked('holds a user or a password: give an address that needs none');
  return undefined;
}

function findPlaceFault(url: URL, rules: FetchRules): UrlFault | undefined {
  const schemes = rules.allowHttp ? ['https:', 'http:'] : ['https:'];
  if (!schemes.includes(url.protocol)) {
    const allowed = rules.allowHttp ? 'https or http' : 'https (http where the webhook has allowHttp)';
    return blocked(`must be ${allowed}, got ${url.protocol.slice(0, 20)}`);
  }
  if (isAllowedPrivate(url, rules)) return undefined;
  if (url.port !== '') return blocked(`names port ${url.port}; allowed are 443, and 80 for http`);
  const { hostname } = url;
  const isOwn = isLiteral(hostname) ? !isPublicAddress(hostname) : !isPublicName(hostname);
  return isOwn ? blocked(`${hostname} is not on the public internet`) : undefined;
}

/** Whether the config lets this host and port be anywhere. */
export function isAllowedPrivate(url: URL, { allowPrivateHosts }: FetchRules): boolean {
  return allowPrivateHosts.includes(url.host);
}

/** `URL` has written every spelling of IPv4 with dots by then; IPv6 stands in brackets. */
export function isLiteral(hostname: string): boolean {
  return hostname.startsWith('[') || /^[0-9.]+$/.test(hostname);
}

function isPublicName(hostname: string): boolean {
  const name = hostname.replace(/\.$/, '');
  return name.includes('.') && !PRIVATE_NAME.test(name);
}

function blocked(message: string): UrlFault {
  return { code: 'URL_BLOCKED', message };
}
