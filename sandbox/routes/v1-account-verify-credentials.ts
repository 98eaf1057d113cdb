import type { Endpoint } from '../http/endpoint.ts';
import { readShape } from '../tweet/read-shape.ts';
import { renderTweet } from '../tweet/render-tweet.ts';
import { renderUser } from '../tweet/render-user.ts';
import { userEndpoint } from './user-endpoint.ts';

/** GET account/verify_credentials: the caller's own User object with its latest Tweet. */
export const v1AccountVerifyCredentials: Endpoint = userEndpoint({
  method: 'GET',
  path: '/1.1/account/verify_credentials.json',
  name: 'v1.account.verify_credentials',
  handle(request, world, caller) {
    const { entities, ...user } = renderUser(caller, world);
    const latest = world.tweets.byAuthor(caller.userId).at(-1);
    const withStatus = latest !== undefined && request.flag('skip_status') !== true;
    const { user: _user, ...status } = withStatus
      ? renderTweet(latest, world, readShape(request, world))
      : { user: undefined };
    return {
      status: 200,
      body: {
        ...user,
        ...(request.flag('include_entities') === false ? {} : { entities }),
        ...(withStatus ? { status } : {}),
        suspended: false,
        needs_phone_verification: false,
        ...(request.flag('include_email') === true ? { email: `${caller.screenName.toLowerCase()}@example.com` } : {}),
      },
    };
  },
});
