import { renderTweet } from '../tweet/render-tweet.ts';
import { WHOLE_TWEET } from '../tweet/tweet-shape.ts';
import { type ControlRoute, controlReply } from './control-route.ts';

/** GET /_sandbox/posts: every live Tweet of every account as v1.1 shows it, alt text included, newest first. */
export const listPosts: ControlRoute = {
  method: 'GET',
  path: '/_sandbox/posts',
  handle(request, { world }) {
    const count = /^\d{1,9}$/.test(request.param('count') ?? '')
      ? Number(request.param('count'))
      : Number.POSITIVE_INFINITY;
    const tweets = world.tweets.all().toReversed().slice(0, count);
    return controlReply(200, {
      posts: tweets.map((tweet) => renderTweet(tweet, world, { ...WHOLE_TWEET, altText: true })),
    });
  },
};
