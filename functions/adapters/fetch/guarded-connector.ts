import type { LookupFunction } from 'node:net';

import type { buildConnector } from 'undici';

import { MediaRejectedError } from '../../domain/errors.ts';
import { isLiteral } from '../../domain/find-url-fault.ts';
import { isPublicAddress } from '../../domain/is-public-address.ts';

type Connector = buildConnector.connector;

/** Every address of a name, as from `dns.lookup` with `all`. */
export type Resolve = (hostname: string) => Promise<readonly string[]>;

export interface GuardOptions {
  /** undici's own. */
  readonly build: typeof buildConnector;
  readonly resolve: Resolve;
  readonly connectTimeoutMs: number;
  /** The config lets this host be on any address. */
  readonly isFree: boolean;
  /** @default `isPublicAddress` */
  readonly isPublic?: (address: string) => boolean;
}

/**
 * Connects to public addresses only. A name is resolved once, all its addresses are looked at, and the connection goes to
 * one of those very addresses: a name that leads somewhere else a moment later leads nowhere. An address that stands in
 * the URL itself is looked at here too, since it never reaches a lookup (measured with undici 7.30.2).
 */
export function guardedConnector(options: GuardOptions): Connector {
  return (target, callback) => {
    void answer(target, callback, options);
  };
}

async function answer(
  target: Parameters<Connector>[0],
  callback: buildConnector.Callback,
  options: GuardOptions,
): Promise<void> {
  const open = await connect(target, options);
  open(callback);
}

/** Resolved in any case: what went wrong is told to whoever asked for a connection. */
async function connect(
  target: Parameters<Connector>[0],
  options: GuardOptions,
): Promise<(callback: buildConnector.Callback) => void> {
  try {
    const addresses = await addressesFor(target.hostname, options);
    const connector = options.build({
      allowH2: false,
      timeout: options.connectTimeoutMs,
      autoSelectFamily: true,
      lookup: lookupOf(addresses),
    });
    return (callback) => connector(target, callback);
  } catch (error) {
    return (callback) => callback(error instanceof Error ? error : new Error(String(error)), null);
  }
}

async function addressesFor(hostname: string, options: GuardOptions): Promise<readonly string[]> {
  const { resolve, isFree, isPublic = isPublicAddress } = options;
  const literal = hostname.includes(':') || isLiteral(hostname);
  const addresses = literal ? [hostname] : await resolve(hostname);
  const hidden = isFree ? undefined : addresses.find((address) => !isPublic(address));
  if (hidden === undefined) return addresses;
  // The address itself is not told: who sent the URL would learn how our network is built.
  throw new MediaRejectedError('URL_BLOCKED', `${hostname} leads to an address that is not on the public internet`, {
    advice: 'Give a public address, or name the host in allowPrivateHosts of the webhook.',
  });
}

/** Answers with what was looked at, whatever is asked. */
function lookupOf(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  return (hostname, { all: wantsAll }, callback) => {
    const [first] = all;
    if (first === undefined) {
      const error = Object.assign(new Error(`${hostname} has no address`), { code: 'ENOTFOUND' });
      callback(error, '');
    } else if (wantsAll === true) {
      callback(null, all);
    } else {
      callback(null, first.address, first.family);
    }
  };
}
