import { PigeonpostError } from '../domain/errors.ts';
import type { BridgeCall } from '../triggers/v1-bridge/bridge-call.ts';
import type { BridgePost } from './bridge-account.ts';
import type { BridgePorts } from './bridge-endpoint.ts';
import { withAccount } from './with-account.ts';

/** The post as X shows it to the caller's account; undefined where it shows none, for whatever reason. */
export async function readShown(postId: string, call: BridgeCall, ports: BridgePorts): Promise<BridgePost | undefined> {
  try {
    return await withAccount(call, ports, (account, signal) => account.readPost(postId, signal));
  } catch (error) {
    // As of an author who protects his posts.
    if (error instanceof PigeonpostError && error.retry === 'never' && error.x?.status === 403) return undefined;
    throw error;
  }
}
