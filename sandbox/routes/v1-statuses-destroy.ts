import { v1Error } from '../errors/v1-error.ts';
import type { Endpoint } from '../http/endpoint.ts';
import { findTweet } from '../tweet/find-tweet.ts';
import { readShape } from '../tweet/read-shape.ts';
import { renderTweet } from '../tweet/render-tweet.ts';
import { userEndpoint } from './user-endpoint.ts';

/** POST statuses/destroy/:id: deletes a Tweet and answers with it as it was. */
export const v1StatusesDestroy: Endpoint = userEndpoint({
  method: 'POST',
  path: '/1.1/statuses/destroy/:id.json',
  name: 'v1.statuses.destroy',
  handle(request, world, caller) {
    const tweet = findTweet(request.route['id'], caller, world);
    if (tweet.userId !== caller.userId) return v1Error(403, 183, "You may not delete another user's status.");
    const body = renderTweet(tweet, world, readShape(request, world));
    world.tweets.delete(tweet);
    return { status: 200, body };
  },
});
