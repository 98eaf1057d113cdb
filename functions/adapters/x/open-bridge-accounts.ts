import type { BridgeAccounts } from '../../bridge/bridge-account.ts';
import { openSessions, type OpenXAccountsOptions } from './open-sessions.ts';
import { bridgeAccountV1 } from './v1/bridge-account.ts';
import { bridgeAccountV2 } from './v2/bridge-account.ts';

/**
 * The accounts of the config as the bridge asks X for its clients; no connection is made before the first call.
 *
 * @throws ConfigError for a base URL that would carry keys in the clear
 */
export function openBridgeAccounts(options: OpenXAccountsOptions): BridgeAccounts & { close(): Promise<void> } {
  return openSessions(options, ({ driver: version }, session, driver) =>
    version === 'v2' ? bridgeAccountV2(session, driver) : bridgeAccountV1(session, driver),
  );
}
