import { describe, expect, it } from 'vitest';

import { usePlayground } from './playground.ts';
import { encode, oauthPairs, signPairs } from './sign-pairs.ts';
import { type Keys, callerFor } from './signed-request.ts';

const sandbox = usePlayground();

/** Signs with an app's keys and perhaps a request token; extra oauth_* go into the header. */
async function callApp(
  path: string,
  extra: Readonly<Record<string, string>>,
  token?: { token: string; secret: string },
) {
  const { consumerKey, consumerSecret } = sandbox.first;
  const keys: Keys = {
    consumerKey,
    consumerSecret,
    accessToken: token?.token ?? '',
    accessTokenSecret: token?.secret ?? '',
  };
  const all = [...oauthPairs(keys), ...Object.entries(extra)];
  const pairs = token === undefined ? all.filter(([name]) => name !== 'oauth_token') : all;
  const signature = signPairs('POST', `${sandbox.url}${path}`, pairs, keys);
  const header = [...pairs, ['oauth_signature', signature] as const].map(([n, v]) => `${n}="${encode(v)}"`).join(', ');
  const response = await fetch(`${sandbox.url}${path}`, {
    method: 'POST',
    headers: { authorization: `OAuth ${header}` },
  });
  const body = await response.text();
  return { status: response.status, body, answer: new URLSearchParams(body) };
}

async function requestToken(callback = 'oob', extra: Readonly<Record<string, string>> = {}) {
  const { status, answer } = await callApp('/oauth/request_token', { oauth_callback: callback, ...extra });
  expect([status, answer.get('oauth_callback_confirmed')]).toEqual([200, 'true']);
  return { token: answer.get('oauth_token') ?? '', secret: answer.get('oauth_token_secret') ?? '' };
}

function agree(token: string, form: Readonly<Record<string, string>>): Promise<Response> {
  const body = new URLSearchParams({ oauth_token: token, ...form });
  return fetch(`${sandbox.url}/oauth/authorize`, { method: 'POST', body, redirect: 'manual' });
}

async function pinFor(token: string, screenName: string): Promise<string> {
  const page = await (await agree(token, { screen_name: screenName, action: 'allow' })).text();
  return /<code>(\d{7})<\/code>/.exec(page)?.[1] ?? 'no pin';
}

describe('the PIN flow', () => {
  it('ends in keys of the account that was chosen', async () => {
    const token = await requestToken();
    const page = await (await fetch(`${sandbox.url}/oauth/authorize?oauth_token=${token.token}`)).text();
    expect(page).toContain('<option value="carrierpigeon">');
    const pin = await pinFor(token.token, 'carrierpigeon');
    const { status, answer } = await callApp('/oauth/access_token', { oauth_verifier: pin }, token);
    expect([status, answer.get('screen_name'), answer.get('user_id')]).toEqual([
      200,
      'carrierpigeon',
      sandbox.second.userId,
    ]);
    const keys = {
      ...sandbox.first,
      accessToken: answer.get('oauth_token') ?? '',
      accessTokenSecret: answer.get('oauth_token_secret') ?? '',
    };
    expect((await callerFor(sandbox.url, keys)({ path: '/2/users/me' })).at('data', 'username')).toBe('carrierpigeon');
  });

  it('takes a PIN once, and no other', async () => {
    const token = await requestToken();
    const pin = await pinFor(token.token, 'pigeonpost');
    const other = pin === '1234567' ? '7654321' : '1234567';
    const statuses = [];
    for (const verifier of [other, pin, pin]) {
      statuses.push((await callApp('/oauth/access_token', { oauth_verifier: verifier }, token)).status);
    }
    expect(statuses).toEqual([401, 200, 401]);
  });

  it('gives nothing before somebody agreed', async () => {
    const token = await requestToken();
    expect((await callApp('/oauth/access_token', { oauth_verifier: '' }, token)).status).toBe(401);
  });

  it('sends the browser back to a callback, whether let in or not', async () => {
    const callback = 'http://127.0.0.1:9/back?a=1';
    const token = await requestToken(callback);
    const answer = await agree(token.token, { action: 'allow' });
    const target = new URL(answer.headers.get('location') ?? '');
    expect([answer.status, target.searchParams.get('a'), target.searchParams.get('oauth_token')]).toEqual([
      302,
      '1',
      token.token,
    ]);
    const { status } = await callApp(
      '/oauth/access_token',
      { oauth_verifier: target.searchParams.get('oauth_verifier') ?? '' },
      token,
    );
    expect(status).toBe(200);
    const refused = await requestToken(callback);
    const denied = await agree(refused.token, { action: 'cancel' });
    expect(denied.headers.get('location')).toContain(`denied=${refused.token}`);
  });

  it('gives the rights that were asked for', async () => {
    const token = await requestToken('oob', { x_auth_access_type: 'read' });
    const pin = await pinFor(token.token, 'pigeonpost');
    const { answer } = await callApp('/oauth/access_token', { oauth_verifier: pin }, token);
    const keys = {
      ...sandbox.first,
      accessToken: answer.get('oauth_token') ?? '',
      accessTokenSecret: answer.get('oauth_token_secret') ?? '',
    };
    const call = callerFor(sandbox.url, keys);
    expect((await call({ path: '/2/tweets', json: { text: 'a' } })).status).toBe(403);
    expect((await call({ path: '/2/users/me' })).headers.get('x-access-level')).toBe('read');
    // The account's own keys keep theirs.
    expect((await sandbox.call({ path: '/2/tweets', json: { text: 'a' } })).status).toBe(201);
  });

  it('refuses a callback that is no address', async () => {
    const { status, body } = await callApp('/oauth/request_token', { oauth_callback: 'nowhere' });
    expect([status, body]).toEqual([403, expect.stringContaining('"code":415')]);
  });

  it('shows a page for people when the token is unknown, with nothing of it unescaped', async () => {
    const answer = await fetch(`${sandbox.url}/oauth/authorize?oauth_token=${encode('"><script>')}`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([403, 'text/html; charset=utf-8']);
    expect(await answer.text()).not.toContain('<script>');
  });

  it('does not let a request token post', async () => {
    const { token, secret } = await requestToken();
    const call = callerFor(sandbox.url, { ...sandbox.first, accessToken: token, accessTokenSecret: secret });
    expect((await call({ path: '/1.1/statuses/update.json', form: { status: 'a' } })).at('errors', 0, 'code')).toBe(89);
  });

  it('ends with invalidate_token, after which the same name gets new keys', async () => {
    const former = sandbox.first;
    const answer = await sandbox.call({ method: 'POST', path: '/1.1/oauth/invalidate_token.json' });
    expect(answer).toMatchObject({ status: 200, json: { access_token: former.accessToken } });
    const again = await callerFor(sandbox.url, former)({ path: '/1.1/account/verify_credentials.json' });
    expect(again.at('errors', 0, 'code')).toBe(89);
    expect((await sandbox.call({ path: '/2/users/me' })).status).toBe(200);
    expect(sandbox.first.accessToken).not.toBe(former.accessToken);
  });
});
