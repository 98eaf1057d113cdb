import { BRIDGE_SECRET } from '../config/secret-name-of.ts';
import { AccountHeldError } from '../domain/errors.ts';
import { authenticate, type AuthenticatedCaller } from '../triggers/v1-bridge/authenticate.ts';
import { type BridgeKey, parseBridgeSecret } from '../triggers/v1-bridge/bridge-key.ts';
import { listOrigins } from '../triggers/v1-bridge/list-origins.ts';
import type { RawRequest } from '../triggers/v1-bridge/raw-request.ts';
import { V1Error, v1Errors } from '../triggers/v1-bridge/v1-error.ts';
import type { BridgePorts } from './bridge-endpoint.ts';

/**
 * Who signed the request, by the keys that were issued. Keys that nobody knows are looked up once more past the cache: they
 * may have been issued a minute ago.
 *
 * @throws V1Error as from `authenticate`; 89 too where the key's account is not in the config any more
 * @throws AccountHeldError reason `secret` when the keys cannot be read
 */
export async function identifyCaller(request: RawRequest, ports: BridgePorts): Promise<AuthenticatedCaller> {
  const identified = await authenticateLately(request, ports).catch((error: unknown) => {
    tellAddress(error, request, ports);
    throw error;
  });
  if (!Object.hasOwn(ports.config.accounts, identified.caller.account)) throw new V1Error(v1Errors.tokenUnknown);
  return identified;
}

async function authenticateLately(request: RawRequest, ports: BridgePorts): Promise<AuthenticatedCaller> {
  try {
    return authenticate(request, await readKeys(ports, false), ports.clock());
  } catch (error) {
    if (!(error instanceof V1Error) || error.status !== 401) throw error;
    return authenticate(request, await readKeys(ports, true), ports.clock());
  }
}

/** Most signatures that do not fit were made for another address: another host, or a scheme that a proxy does not tell. */
function tellAddress(error: unknown, request: RawRequest, { journal }: BridgePorts): void {
  if (!(error instanceof V1Error) || error.code !== v1Errors.couldNotAuthenticate.code) return;
  journal.write('warn', 'bridge-signature', { tried: listOrigins(request).join(' ').slice(0, 300) });
}

/** None where no key was ever issued. */
async function readKeys({ secrets }: BridgePorts, fresh: boolean): Promise<readonly BridgeKey[]> {
  try {
    return parseBridgeSecret(await secrets.read(BRIDGE_SECRET, { fresh }));
  } catch (error) {
    const isUnset = error instanceof AccountHeldError && ['SECRET_MISSING', 'SECRET_NO_CURRENT'].includes(error.code);
    if (isUnset) return [];
    throw error;
  }
}
