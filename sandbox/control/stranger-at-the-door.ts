import { isIP } from 'node:net';

import type { RawCall } from '../http/raw-call.ts';

/**
 * Why the control plane does not answer this call; undefined when it does. A page of another site may neither send its forms
 * here nor point a name of its own to this machine.
 */
export function strangerAtTheDoor({ headers }: Pick<RawCall, 'headers'>, host: string): string | undefined {
  const called = hostName(headers['host'] ?? '');
  if (!isOurs(called, host)) {
    return `the control plane answers to an address, to localhost and to ${JSON.stringify(host)}, not to ${JSON.stringify(called)}`;
  }
  const origin = headers['origin'];
  const isSame = origin === undefined || isOurs(hostName(/^https?:\/\/(.*)$/.exec(origin)?.[1] ?? ''), host);
  return isSame ? undefined : 'the control plane takes no request from a page of another site';
}

/** Only names with a dot can belong to somebody else: an address or a bare name, as containers have, leads nowhere but here. */
function isOurs(name: string, host: string): boolean {
  return isIP(name.replaceAll(/[[\]]/g, '')) !== 0 || name === host.toLowerCase() || /^[a-z0-9_-]+$/.test(name);
}

function hostName(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '');
}
