import { v1Error } from '../errors/v1-error.ts';
import type { Endpoint, SandboxRequest } from '../http/endpoint.ts';
import type { Access } from '../state/account.ts';

const ACCESS: Readonly<Record<string, Access>> = { read: 'read', write: 'read-write' };

const requestToken = (method: 'GET' | 'POST'): Endpoint => ({
  method,
  path: '/oauth/request_token',
  name: 'oauth.request_token',
  auth: 'app',
  handle(request, world) {
    const consumerKey = request.signed?.consumerKey ?? '';
    const callback = oauthParam(request, 'oauth_callback') ?? 'oob';
    if (callback !== 'oob' && !URL.canParse(callback)) {
      const hint = 'Approved callback URLs can be adjusted in your application settings';
      return v1Error(403, 415, `Callback URL not approved for this client application. ${hint}`);
    }
    const access = ACCESS[oauthParam(request, 'x_auth_access_type') ?? ''];
    const { token, secret } = world.requestTokens.create(consumerKey, callback, access);
    const answer = new URLSearchParams({
      oauth_token: token,
      oauth_token_secret: secret,
      oauth_callback_confirmed: 'true',
    });
    return { status: 200, body: answer.toString() };
  },
});

/** POST oauth/request_token: the first step of getting keys for an account. Some clients say GET. */
export const oauthRequestToken: readonly Endpoint[] = [requestToken('POST'), requestToken('GET')];

/** A parameter that may stand in the Authorization header, the query or the form. */
export function oauthParam(request: SandboxRequest, name: string): string | undefined {
  return request.signed?.oauth[name] ?? request.param(name);
}
