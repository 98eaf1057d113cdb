import type { BridgeCall } from '../triggers/v1-bridge/bridge-call.ts';
import { mediaRefusal } from '../triggers/v1-bridge/media-refusal.ts';
import type { BridgeAccount } from './bridge-account.ts';
import type { BridgePorts } from './bridge-endpoint.ts';
import { withAccount } from './with-account.ts';

/**
 * The same for a step of an upload.
 *
 * @throws V1MediaError what X refuses, in its own words
 */
export async function askAboutMedia<Value>(
  call: BridgeCall,
  ports: BridgePorts,
  ask: (account: BridgeAccount, signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  try {
    return await withAccount(call, ports, ask);
  } catch (error) {
    throw mediaRefusal(error, call.parameters.get('media_id'));
  }
}
