import { PigeonpostError } from '../domain/errors.ts';
import type { Publication } from '../domain/publication.ts';
import type { BridgeCall } from '../triggers/v1-bridge/bridge-call.ts';
import { readFlag } from '../triggers/v1-bridge/read-flag.ts';
import type { BridgePost } from './bridge-account.ts';
import type { BridgePorts } from './bridge-endpoint.ts';
import { knownUsers } from './known-users.ts';
import { readShown } from './read-shown.ts';
import { unreadPost } from './tweet/unread-post.ts';

/**
 * The post of a row as X shows it, by one read; as far as it is known without one where X does not show it, not in time,
 * or is not to be asked (`bridge.readBack`). That the post stands on X must not get lost in a failure of what only adorns the answer.
 */
export async function readBack(row: Publication, call: BridgeCall, ports: BridgePorts): Promise<BridgePost> {
  const users = knownUsers(ports.accounts);
  const own = `own/${row.account}`;
  const read = await readRow(row, call, ports);
  if (read !== undefined) users.keep(own, read.author);
  const post = read ?? unreadPost(row, users.get(own));
  if (post === undefined) throw new Error(`row ${row.id} is ${row.state} and holds no post`);
  const asksForWarning = readFlag(call.parameters, 'possibly_sensitive') === true;
  return asksForWarning ? { ...post, isSensitive: true } : post;
}

async function readRow({ id, result }: Publication, call: BridgeCall, ports: BridgePorts) {
  if (result === null || ports.config.bridge?.readBack === false) return undefined;
  try {
    return await readShown(result.postId, call, ports);
  } catch (error) {
    if (!(error instanceof PigeonpostError)) throw error;
    ports.journal.write('warn', 'read-back-failed', { id, code: error.code });
    return undefined;
  }
}
