import { openBridgeAccounts } from './adapters/x/open-bridge-accounts.ts';
import type { BridgePorts } from './bridge/bridge-endpoint.ts';
import type { Engine } from './engine.ts';
import { xAccountOptions } from './wiring-x.ts';

/** What the bridge reaches over one engine, X among it. */
export function wireBridge(engine: Engine): BridgePorts {
  return { ...engine, accounts: openBridgeAccounts(xAccountOptions(engine)) };
}
