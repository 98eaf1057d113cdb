import type { BridgeCall } from '../triggers/v1-bridge/bridge-call.ts';
import { V1Error, v1Errors } from '../triggers/v1-bridge/v1-error.ts';
import type { BridgePost } from './bridge-account.ts';
import type { BridgePorts } from './bridge-endpoint.ts';
import { readShown } from './read-shown.ts';

/** The post that the call names by its id. @throws V1Error 404/144 where X shows no such post */
export async function findPost(call: BridgeCall, ports: BridgePorts): Promise<BridgePost> {
  const id = call.parameters.get('id')?.trim() ?? '';
  const post = /^\d{1,19}$/.test(id) ? await readShown(id, call, ports) : undefined;
  if (post === undefined) throw new V1Error(v1Errors.statusMissing);
  return post;
}
