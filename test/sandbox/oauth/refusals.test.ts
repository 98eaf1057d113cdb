import { describe, expect, it } from 'vitest';

import { errorBody, usePlayground } from '../playground.ts';
import { authorization, encode, oauthPairs, signPairs } from '../sign-pairs.ts';
import { callerFor } from '../signed-request.ts';

const sandbox = usePlayground();
const UPDATE = '/1.1/statuses/update.json';

async function send(path: string, headers: Readonly<Record<string, string>>, method = 'POST') {
  const response = await fetch(`${sandbox.url}${path}`, { method, headers });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? null : (JSON.parse(text) as unknown),
  };
}

const signedWithoutToken = (path: string, method = 'POST'): string => {
  const { consumerKey, consumerSecret } = sandbox.first;
  const keys = { consumerKey, consumerSecret, accessToken: '', accessTokenSecret: '' };
  const oauth = oauthPairs(keys).filter(([name]) => name !== 'oauth_token');
  const signature = signPairs(method, `${sandbox.url}${path}`, oauth, keys);
  return `OAuth ${[...oauth, ['oauth_signature', signature] as const].map(([n, v]) => `${n}="${encode(v)}"`).join(', ')}`;
};

const UNAUTHORIZED = { title: 'Unauthorized', type: 'about:blank', status: 401, detail: 'Unauthorized' };

describe('credentials that are not taken', () => {
  it.each([
    { case: 'none', header: () => undefined, status: 400, code: 215, message: 'Bad Authentication data.' },
    {
      case: 'a bearer token',
      header: () => 'Bearer abc',
      status: 403,
      code: 220,
      message: 'Your credentials do not allow access to this resource.',
    },
    {
      case: 'no token',
      header: () => signedWithoutToken(UPDATE),
      status: 400,
      code: 215,
      message: 'Bad Authentication data.',
    },
    {
      case: 'a broken header',
      header: () => 'OAuth oauth_consumer_key=',
      status: 401,
      code: 32,
      message: 'Could not authenticate you.',
    },
    {
      case: 'a wrong signature',
      header: () => authorization('POST', 'https://example.com/', [], sandbox.first),
      status: 401,
      code: 32,
      message: 'Could not authenticate you.',
    },
    {
      case: 'an unknown token',
      header: () => authorization('POST', `${sandbox.url}${UPDATE}`, [], { ...sandbox.first, accessToken: '1-x' }),
      status: 401,
      code: 89,
      message: 'Invalid or expired token.',
    },
  ])('get $status/$code on v1.1: $case', async ({ header, status, code, message }) => {
    const given = header();
    const answer = await send(UPDATE, given === undefined ? {} : { authorization: given });
    expect(answer).toMatchObject({ status, body: errorBody(code, message) });
  });

  it.each([
    { case: 'none', header: () => undefined, status: 401, body: UNAUTHORIZED },
    { case: 'no token', header: () => signedWithoutToken('/2/tweets'), status: 401, body: UNAUTHORIZED },
    { case: 'a broken header', header: () => 'OAuth x', status: 401, body: UNAUTHORIZED },
    {
      case: 'a bearer token',
      header: () => 'Bearer abc',
      status: 403,
      body: {
        title: 'Unsupported Authentication',
        detail:
          'Authenticating with OAuth 2.0 Application-Only is forbidden for this endpoint.  Supported authentication types are [OAuth 1.0a User Context, OAuth 2.0 User Context].',
        type: 'https://api.twitter.com/2/problems/unsupported-authentication',
        status: 403,
      },
    },
    {
      case: 'a password',
      header: () => 'Basic abc',
      status: 403,
      body: {
        title: 'Unsupported Authentication',
        detail: expect.stringMatching(/^Authenticating with Unknown is forbidden/),
      },
    },
  ])('get $status on v2: $case', async ({ header, status, body }) => {
    const given = header();
    const answer = await send('/2/tweets', given === undefined ? {} : { authorization: given });
    expect(answer).toMatchObject({ status, body });
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  });

  it('get 401/135 when the clocks differ, and Date shows by how much', async () => {
    await sandbox.set({ clock: { skewSeconds: -900 } });
    const header = authorization('POST', `${sandbox.url}${UPDATE}`, [], sandbox.first);
    const answer = await send(UPDATE, { authorization: header });
    expect(answer).toMatchObject({ status: 401, body: errorBody(135, 'Timestamp out of bounds.') });
    expect(Math.abs(Date.parse(answer.headers.get('date') ?? '') - (Date.now() - 900_000))).toBeLessThan(30_000);
    await sandbox.set({ clock: { windowSeconds: 1000 } });
    expect((await send(UPDATE, { authorization: header })).status).toBe(403);
  });

  it('get 401/32 the second time the same header comes, unless replay is allowed', async () => {
    const header = authorization('GET', `${sandbox.url}/2/users/me`, [], sandbox.first);
    const statuses = [];
    for (const refuseNonceReplay of [true, true, false]) {
      await sandbox.set({ clock: { refuseNonceReplay } });
      statuses.push((await send('/2/users/me', { authorization: header }, 'GET')).status);
    }
    expect(statuses).toEqual([200, 401, 200]);
  });

  it('are explained in the request log without any secret', async () => {
    const wrong = { ...sandbox.first, accessTokenSecret: 'not the secret' };
    await callerFor(sandbox.url, wrong)({ path: UPDATE, form: { status: 'a & b' } });
    const log = (await sandbox.control('/requests')) as { requests: object[] };
    expect(log.requests[0]).toMatchObject({
      method: 'POST',
      path: UPDATE,
      endpoint: 'v1.statuses.update',
      status: 401,
      signature: {
        verdict: 'refused',
        baseString: expect.stringMatching(/^POST&http%3A%2F%2F127\.0\.0\.1.*status%3Da%2520%2526%2520b$/),
        signedKeys: expect.arrayContaining(['oauth_consumer_key', 'status']),
      },
    });
    const shown = JSON.stringify(log);
    for (const { consumerSecret, accessTokenSecret } of [sandbox.first, sandbox.second]) {
      expect(shown).not.toContain(consumerSecret);
      expect(shown).not.toContain(accessTokenSecret);
    }
    expect(shown).not.toContain('oauth_signature=');
  });
});

describe('paths nobody knows', () => {
  it.each([
    { path: '/1.1/statuses/nothing.json', status: 404, body: errorBody(34, 'Sorry, that page does not exist.') },
    {
      path: '/1/statuses/update.json',
      status: 410,
      body: expect.objectContaining({ errors: [expect.objectContaining({ code: 68 })] }),
    },
    { path: '/2/nothing', status: 404, body: null },
  ])('get $status on $path', async ({ path, status, body }) => {
    const answer = await send(path, {});
    expect([answer.status, answer.body]).toEqual([status, body]);
  });
});
