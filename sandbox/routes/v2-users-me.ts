import type { Endpoint } from '../http/endpoint.ts';
import { renderV2User } from '../tweet/render-v2-user.ts';
import { readFields } from '../tweet/v2-fields.ts';
import { userEndpoint } from './user-endpoint.ts';

/** GET /2/users/me. */
export const v2UsersMe: Endpoint = userEndpoint({
  method: 'GET',
  path: '/2/users/me',
  name: 'v2.users.me',
  price: 'user-read',
  handle(request, world, caller) {
    readFields(request, 'tweet.fields');
    readFields(request, 'expansions');
    return { status: 200, body: { data: renderV2User(caller, world, readFields(request, 'user.fields')) } };
  },
});
