import { missing } from '../errors/v2-missing.ts';
import { invalidRequest } from '../errors/v2-problem.ts';
import type { Endpoint } from '../http/endpoint.ts';
import { charge, requireCredits } from '../limits/charge.ts';
import { isVisible } from '../tweet/is-visible.ts';
import { readWish, renderIncludes } from '../tweet/render-v2-includes.ts';
import { renderV2Tweet } from '../tweet/render-v2-tweet.ts';
import { userEndpoint } from './user-endpoint.ts';

/** GET /2/tweets/:id. */
export const v2TweetsRead: Endpoint = userEndpoint({
  method: 'GET',
  path: '/2/tweets/:id',
  name: 'v2.tweets.read',
  handle(request, world, caller) {
    const id = request.route['id'] ?? '';
    if (!/^\d{1,19}$/.test(id))
      return invalidRequest(`The \`id\` query parameter value [${id}] is not valid`, { id: [id] });
    const wish = readWish(request);
    const tweet = world.tweets.get(id);
    if (tweet === undefined || !isVisible(tweet, caller, world)) return missing('tweet', id);
    requireCredits(world, 'owned-read');
    charge(world, 'owned-read');
    const includes = renderIncludes([tweet], world, wish);
    return {
      status: 200,
      body: { data: renderV2Tweet(tweet, world, wish.tweet), ...(includes === undefined ? {} : { includes }) },
    };
  },
});
