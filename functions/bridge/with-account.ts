import { AccountHeldError } from '../domain/errors.ts';
import type { BridgeCall } from '../triggers/v1-bridge/bridge-call.ts';
import type { BridgeAccount } from './bridge-account.ts';
import type { BridgePorts } from './bridge-endpoint.ts';

type Ask<Value> = (account: BridgeAccount, signal: AbortSignal) => Promise<Value>;

/**
 * What `ask` gets of the caller's account on X, before he has to have his answer. Where X refuses its keys they are read
 * past the cache: they may have been changed a minute ago.
 */
export async function withAccount<Value>(call: BridgeCall, ports: BridgePorts, ask: Ask<Value>): Promise<Value> {
  const { account: name } = call.caller;
  const signal = AbortSignal.timeout(Math.max(0, call.answerByEpochMs - ports.clock()));
  const account = await ports.accounts.open(name);
  try {
    return await ask(account, signal);
  } catch (error) {
    if (!(error instanceof AccountHeldError) || error.x?.status !== 401) throw error;
    const other = await ports.accounts.open(name, { freshKeys: true });
    if (other === account) throw error;
    return ask(other, signal);
  }
}
