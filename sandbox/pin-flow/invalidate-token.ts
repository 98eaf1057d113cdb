import type { Endpoint } from '../http/endpoint.ts';
import { userEndpoint } from '../routes/user-endpoint.ts';

/** POST oauth/invalidate_token: the token that signs this request is void from now on. */
export const oauthInvalidateToken: Endpoint = userEndpoint({
  method: 'POST',
  path: '/1.1/oauth/invalidate_token.json',
  name: 'oauth.invalidate_token',
  readOnly: true,
  handle(_request, world, caller) {
    world.accountBook.revoke(caller.accessToken);
    return { status: 200, body: { access_token: caller.accessToken } };
  },
});
