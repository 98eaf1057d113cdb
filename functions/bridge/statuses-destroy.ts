import { markDeleted } from '../domain/accept-unless-posted.ts';
import { PigeonpostError } from '../domain/errors.ts';
import type { BridgeCall } from '../triggers/v1-bridge/bridge-call.ts';
import { readShape } from '../triggers/v1-bridge/read-shape.ts';
import { V1Error, v1Errors } from '../triggers/v1-bridge/v1-error.ts';
import type { BridgeEndpoint, BridgePorts } from './bridge-endpoint.ts';
import { findPost } from './find-post.ts';
import { renderTweet } from './tweet/render-tweet.ts';
import { withAccount } from './with-account.ts';

/** POST statuses/destroy/:id: deletes a Tweet and answers with it as it was. Its text may be posted again then. */
export const statusesDestroy: BridgeEndpoint = async (call, ports) => {
  const post = await findPost(call, ports);
  if (!(await deletePost(post.postId, call, ports))) throw new V1Error(v1Errors.statusMissing);
  await markDeleted(post.postId, ports);
  return { status: 200, body: renderTweet(post, readShape(call.parameters)) };
};

async function deletePost(postId: string, call: BridgeCall, ports: BridgePorts): Promise<boolean> {
  try {
    return await withAccount(call, ports, (account, signal) => account.deletePost(postId, signal));
  } catch (error) {
    if (error instanceof PigeonpostError && error.x?.status === 403) throw new V1Error(v1Errors.notYours);
    throw error;
  }
}
