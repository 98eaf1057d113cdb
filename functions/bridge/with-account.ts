import type { BridgeCall } from '../triggers/v1-bridge/bridge-call.ts';
import type { BridgeAccount } from './bridge-account.ts';
import type { BridgePorts } from './bridge-endpoint.ts';

/** What `ask` gets of the caller's account on X, before he has to have his answer. */
export async function withAccount<Value>(
  call: BridgeCall,
  ports: BridgePorts,
  ask: (account: BridgeAccount, signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const account = await ports.accounts.open(call.caller.account);
  return ask(account, AbortSignal.timeout(Math.max(0, call.answerByEpochMs - ports.clock())));
}
