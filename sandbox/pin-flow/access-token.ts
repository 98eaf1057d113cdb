import { v1Error } from '../errors/v1-error.ts';
import type { Endpoint } from '../http/endpoint.ts';
import { oauthParam } from './request-token.ts';

const accessToken = (method: 'GET' | 'POST'): Endpoint => ({
  method,
  path: '/oauth/access_token',
  name: 'oauth.access_token',
  auth: 'app',
  handle(request, world) {
    const token = world.requestTokens.get(oauthParam(request, 'oauth_token') ?? '');
    const agreed = token?.agreed;
    const account = world.accountBook.byId(agreed?.userId ?? '');
    const fits = agreed !== undefined && agreed.verifier === oauthParam(request, 'oauth_verifier')?.trim();
    if (token === undefined || account === undefined || !fits) return v1Error(401, 32, 'Could not authenticate you.');
    if (token.consumerKey !== request.signed?.consumerKey) return v1Error(401, 89, 'Invalid or expired token.');
    world.requestTokens.remove(token.token);
    const granted = world.accountBook.grant(account, token.consumerKey, token.access ?? account.access);
    const answer = new URLSearchParams({
      oauth_token: granted.accessToken,
      oauth_token_secret: granted.accessTokenSecret,
      user_id: granted.userId,
      screen_name: granted.screenName,
    });
    return { status: 200, body: answer.toString() };
  },
});

/** POST oauth/access_token: keys for the account, against the PIN or verifier. Some clients say GET. */
export const oauthAccessToken: readonly Endpoint[] = [accessToken('POST'), accessToken('GET')];
