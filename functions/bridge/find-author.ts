import type { BridgeCall } from '../triggers/v1-bridge/bridge-call.ts';
import type { BridgePorts } from './bridge-endpoint.ts';
import { knownUsers } from './known-users.ts';
import { readShown } from './read-shown.ts';

/** The screen name of whom a post belongs to, asked once; undefined where X shows no such post. */
export async function findAuthor(postId: string, call: BridgeCall, ports: BridgePorts): Promise<string | undefined> {
  const users = knownUsers(ports.accounts);
  const key = `${call.caller.account}/${postId}`;
  const known = users.get(key);
  if (known !== undefined) return known.screenName;
  const post = await readShown(postId, call, ports);
  if (post !== undefined) users.keep(key, post.author);
  return post?.author.screenName;
}
