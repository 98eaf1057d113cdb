import type { Endpoint } from '../http/endpoint.ts';
import { findTweet } from '../tweet/find-tweet.ts';
import { readShape } from '../tweet/read-shape.ts';
import { renderTweet } from '../tweet/render-tweet.ts';
import { userEndpoint } from './user-endpoint.ts';

const show = (path: string): Endpoint =>
  userEndpoint({
    method: 'GET',
    path,
    name: 'v1.statuses.show',
    handle(request, world, caller) {
      const tweet = findTweet(request.route['id'] ?? request.param('id'), caller, world);
      return { status: 200, body: renderTweet(tweet, world, readShape(request, world)) };
    },
  });

/** GET statuses/show.json?id= and GET statuses/show/:id.json. */
export const v1StatusesShow: readonly Endpoint[] = [
  show('/1.1/statuses/show.json'),
  show('/1.1/statuses/show/:id.json'),
];
