import ipaddr from 'ipaddr.js';

/** All that is given out to the public internet so far (IANA, IPv6 Address Space, read 2026-11). */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether that address is on the public internet: nothing of a machine, a network or a cloud of its own, and no form that
 * wraps another address (mapped, NAT64, 6to4, Teredo), since what it leads to is decided elsewhere. What is no address is
 * not public.
 *
 * @param address IPv4 with dots or IPv6, brackets allowed
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry (read 2026-11), which
 *   ipaddr.js follows
 */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/^\[(.*)\]$/, '$1');
  // A zone belongs to an address of this machine's own links.
  if (bare.includes('%')) return false;
  if (ipaddr.IPv4.isValidFourPartDecimal(bare)) return ipaddr.IPv4.parse(bare).range() === 'unicast';
  if (!ipaddr.IPv6.isValid(bare)) return false;
  const parsed = ipaddr.IPv6.parse(bare);
  return parsed.range() === 'unicast' && parsed.match(GLOBAL_UNICAST);
}
