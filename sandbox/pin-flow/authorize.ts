import type { Endpoint, Reply, SandboxRequest } from '../http/endpoint.ts';
import type { World } from '../state/world.ts';
import { authorizePage, messagePage, pinPage } from './authorize-page.ts';
import type { RequestToken } from './request-tokens.ts';

const HTML = { 'content-type': 'text/html; charset=utf-8' };

const ask = (path: string, name: string): Endpoint => ({
  method: 'GET',
  path,
  name,
  auth: 'none',
  handle(request, world) {
    const token = world.requestTokens.get(request.param('oauth_token') ?? '');
    if (token === undefined) return unknownToken();
    return html(200, authorizePage(token.token, world.accounts, request.param('screen_name')));
  },
});

/** POST oauth/authorize: the answer of whoever looked at the page. */
const agree: Endpoint = {
  method: 'POST',
  path: '/oauth/authorize',
  name: 'oauth.authorize.agree',
  auth: 'none',
  handle(request, world) {
    const token = world.requestTokens.get(request.param('oauth_token') ?? '');
    if (token === undefined) return unknownToken();
    return request.param('action') === 'cancel' ? cancel(token, world) : letIn(token, request, world);
  },
};

/** The pages of the PIN flow, which also serve `Sign in with X`. */
export const oauthAuthorize: readonly Endpoint[] = [
  ask('/oauth/authorize', 'oauth.authorize'),
  ask('/oauth/authenticate', 'oauth.authenticate'),
  agree,
];

function letIn(token: RequestToken, request: SandboxRequest, world: World): Reply {
  const screenName = request.param('screen_name') ?? '';
  const account = screenName === '' ? world.accounts[0] : world.accountBook.byName(screenName);
  if (account === undefined)
    return html(400, messagePage('No such account', `@${screenName} is not known to the sandbox.`));
  const { agreed, callback } = world.requestTokens.agree(token, account.userId, () => world.random());
  const verifier = agreed?.verifier ?? '';
  if (callback === 'oob') return html(200, pinPage(verifier));
  return redirect(callback, { oauth_token: token.token, oauth_verifier: verifier });
}

function cancel(token: RequestToken, world: World): Reply {
  world.requestTokens.remove(token.token);
  if (token.callback === 'oob') return html(200, messagePage('Cancelled', 'The app was not let in.'));
  return redirect(token.callback, { denied: token.token });
}

function redirect(callback: string, params: Readonly<Record<string, string>>): Reply {
  const target = new URL(callback);
  for (const [name, value] of Object.entries(params)) target.searchParams.set(name, value);
  return { status: 302, headers: { ...HTML, location: target.toString() }, body: '' };
}

function unknownToken(): Reply {
  return html(
    403,
    messagePage('This page is no longer good', 'Ask the app for a new link: its token is unknown or was used.'),
  );
}

function html(status: number, body: string): Reply {
  return { status, headers: HTML, body };
}
