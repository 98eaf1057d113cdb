import { readShape } from '../triggers/v1-bridge/read-shape.ts';
import type { BridgeEndpoint } from './bridge-endpoint.ts';
import { findPost } from './find-post.ts';
import { renderTweet } from './tweet/render-tweet.ts';

/** GET statuses/show.json?id= and GET statuses/show/:id.json. */
export const statusesShow: BridgeEndpoint = async (call, ports) => {
  const post = await findPost(call, ports);
  return { status: 200, body: renderTweet(post, readShape(call.parameters)) };
};
