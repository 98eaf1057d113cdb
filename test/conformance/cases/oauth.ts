import { deepEqual, equal, notEqual } from 'node:assert/strict';

import { type Pair, authorization, encode, oauthPairs, signPairs } from '../../sandbox/sign-pairs.ts';
import type { Keys } from '../../sandbox/signed-request.ts';
import { refusesV1, refusesV2, succeeds } from '../answers.ts';
import { UPDATE, update } from '../calls.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { unsigned } from '../unsigned.ts';

const READ = '/1.1/account/verify_credentials.json';
const FORM = 'application/x-www-form-urlencoded';

function header(pairs: readonly Pair[]): string {
  return `OAuth ${pairs.map(([name, value]) => `${name}="${encode(value)}"`).join(', ')}`;
}

/** A header signed rightly for a GET of that address, with parameters of its own. */
function signedHeader(url: string, keys: Keys, changes: Readonly<Record<string, string>>): string {
  const pairs = oauthPairs(keys, changes);
  return header([...pairs, ['oauth_signature', signPairs('GET', url, pairs, keys)]]);
}

/** What is answered to credentials. */
export const oauthCases: readonly ConformanceCase[] = [
  {
    name: 'oauth.none',
    says: 'answers 400/215 without credentials',
    async run({ target }) {
      refusesV1(await unsigned(target.url, READ), 400, 215, 'Bad Authentication data.');
    },
  },
  {
    name: 'oauth.bearer',
    says: 'answers 403/220 to a bearer token where a user is asked for',
    async run({ target, text }) {
      const body = new URLSearchParams({ status: text() });
      const init = { method: 'POST', headers: { authorization: 'Bearer AAAA' }, body };
      refusesV1(await unsigned(target.url, UPDATE, init), 403, 220);
    },
  },
  {
    name: 'oauth.no-token',
    says: 'answers 400/215 to a signature without a token',
    async run({ target, me }) {
      const { oauth_token: _token, ...own } = Object.fromEntries(oauthPairs(me.keys));
      const pairs = Object.entries(own);
      const secrets = { consumerSecret: me.keys.consumerSecret, accessTokenSecret: '' };
      const signature = signPairs('GET', `${target.url}${READ}`, pairs, secrets);
      const authorization = header([...pairs, ['oauth_signature', signature]]);
      refusesV1(await unsigned(target.url, READ, { headers: { authorization } }), 400, 215);
    },
  },
  {
    name: 'oauth.signature',
    says: 'answers 401/32 to a wrong signature',
    async run({ target, me }) {
      const authorization = header([...oauthPairs(me.keys), ['oauth_signature', 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=']]);
      const answer = await unsigned(target.url, READ, { headers: { authorization } });
      refusesV1(answer, 401, 32, 'Could not authenticate you.');
    },
  },
  {
    name: 'oauth.changed-body',
    says: 'answers 401/32 when the form is another than was signed, and posts nothing',
    async run({ target, me, text }) {
      const signed = authorization('POST', `${target.url}${UPDATE}`, [['status', text()]], me.keys);
      const headers = { authorization: signed, 'content-type': FORM };
      const init = { method: 'POST', headers, body: `status=${encode(text('another'))}` };
      refusesV1(await unsigned(target.url, UPDATE, init), 401, 32);
    },
  },
  {
    name: 'oauth.changed-query',
    says: 'answers 401/32 when the query is another than was signed',
    async run({ target, me }) {
      const signed = authorization('GET', `${target.url}${READ}`, [['skip_status', 'true']], me.keys);
      const headers = { authorization: signed };
      refusesV1(await unsigned(target.url, `${READ}?skip_status=false`, { headers }), 401, 32);
    },
  },
  {
    name: 'oauth.malformed',
    says: 'answers 401/32 to a header that lacks a parameter',
    async run({ target }) {
      const headers = { authorization: 'OAuth oauth_consumer_key="a", oauth_signature="b"' };
      refusesV1(await unsigned(target.url, READ, { headers }), 401, 32);
    },
  },
  {
    name: 'oauth.unknown-token',
    says: 'answers 401/89 to a token that nobody has',
    async run({ target, me }) {
      const url = `${target.url}${READ}`;
      const authorization = signedHeader(url, me.keys, { oauth_token: '12-nobody' });
      refusesV1(await unsigned(target.url, READ, { headers: { authorization } }), 401, 89);
    },
  },
  {
    name: 'oauth.revoked-token',
    says: 'answers 401/89 once a token was made void',
    needs: ['control'],
    async run({ target }) {
      const { call, keys } = (await target.control?.account({})) ?? target.me;
      succeeds(await call({ path: READ }));
      const voided = await call({ method: 'POST', path: '/1.1/oauth/invalidate_token.json' });
      equal(succeeds(voided).at('access_token'), keys.accessToken);
      refusesV1(await call({ path: READ }), 401, 89, 'Invalid or expired token.');
    },
  },
  {
    name: 'oauth.timestamp',
    says: 'answers 401/135 to a timestamp of yesterday',
    async run({ target, me }) {
      const yesterday = String(Math.floor(Date.now() / 1000) - 24 * 60 * 60);
      const authorization = signedHeader(`${target.url}${READ}`, me.keys, { oauth_timestamp: yesterday });
      refusesV1(await unsigned(target.url, READ, { headers: { authorization } }), 401, 135);
    },
  },
  {
    name: 'oauth.nonce',
    says: 'refuses a nonce that was used before with 401',
    async run({ target, me }) {
      const headers = { authorization: authorization('GET', `${target.url}${READ}`, [], me.keys) };
      succeeds(await unsigned(target.url, READ, { headers }));
      equal((await unsigned(target.url, READ, { headers })).status, 401);
    },
  },
  {
    name: 'oauth.read-only',
    says: 'answers 403/261 on v1.1 and a problem on v2 to an app that may only read',
    needs: ['control'],
    async run({ target, text }) {
      const { call } = (await target.control?.account({ access: 'read' })) ?? target.me;
      const refused = await update(call, { status: text() });
      refusesV1(refused, 403, 261);
      equal(refused.headers.get('x-access-level'), 'read');
      refusesV2(await call({ path: '/2/tweets', json: { text: text() } }), 403, /permissions/, 'oauth1-permissions');
      succeeds(await call({ path: READ }));
    },
  },
  {
    name: 'oauth.v2',
    says: 'answers every wrong credential on v2 with 401 Unauthorized',
    async run({ target, me }) {
      refusesV2(await unsigned(target.url, '/2/users/me'), 401, /^Unauthorized/);
      const url = `${target.url}/2/users/me`;
      const headers = { authorization: signedHeader(url, me.keys, { oauth_token: '12-nobody' }) };
      refusesV2(await unsigned(target.url, '/2/users/me', { headers }), 401, /^Unauthorized/);
    },
  },
  {
    name: 'oauth.v2.bearer',
    says: 'answers 403 unsupported-authentication to a bearer token on v2 where a user is asked for',
    async run({ target, text }) {
      const headers = { authorization: 'Bearer AAAA', 'content-type': 'application/json' };
      const init = { method: 'POST', headers, body: JSON.stringify({ text: text() }) };
      const answer = await unsigned(target.url, '/2/tweets', init);
      refusesV2(answer, 403, /OAuth 2\.0 Application-Only is forbidden/, 'unsupported-authentication');
    },
  },
  ...(['query', 'form'] as const).map((place): ConformanceCase => ({
    name: `oauth.credentials.${place}`,
    says: `takes credentials from the ${place}`,
    async run({ target, me, text }) {
      const pairs: readonly Pair[] = [...oauthPairs(me.keys), ['status', text()]];
      const signature = signPairs('POST', `${target.url}${UPDATE}`, pairs, me.keys);
      const all: readonly Pair[] = [...pairs, ['oauth_signature', signature]];
      const written = all.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');
      const path = place === 'query' ? `${UPDATE}?${written}` : UPDATE;
      const init = { method: 'POST', headers: { 'content-type': FORM }, body: place === 'form' ? written : '' };
      equal(succeeds(await unsigned(target.url, path, init)).at('user', 'id_str'), me.userId);
    },
  })),
  {
    name: 'oauth.encodings',
    says: 'verifies what was signed however the form writes it: %2b, + for a space, characters as they are',
    async run({ target, me, text }) {
      const writers: readonly ((value: string) => string)[] = [
        (value) => encode(value).replaceAll(/%../g, (escape) => escape.toLowerCase()),
        (value) => encode(value).replaceAll('%20', '+'),
        (value) => encode(value).replaceAll('%21', '!').replaceAll('%3A', ':'),
      ];
      for (const write of writers) {
        const status = text('a + b: 100% é ☃!');
        const signed = authorization('POST', `${target.url}${UPDATE}`, [['status', status]], me.keys);
        const headers = { authorization: signed, 'content-type': `${FORM}; charset=UTF-8` };
        const answer = await unsigned(target.url, UPDATE, { method: 'POST', headers, body: `status=${write(status)}` });
        equal(succeeds(answer).at('text'), status);
      }
    },
  },
];

const PAGE = '/oauth/authorize';

function formOf(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(new URLSearchParams(text));
}

async function requestToken(
  target: { url: string },
  keys: Keys,
  callback: string,
): Promise<Readonly<Record<string, string>>> {
  const { oauth_token: _token, ...own } = Object.fromEntries(oauthPairs(keys, { oauth_callback: callback }));
  const pairs = Object.entries(own);
  const secrets = { consumerSecret: keys.consumerSecret, accessTokenSecret: '' };
  const signature = signPairs('POST', `${target.url}/oauth/request_token`, pairs, secrets);
  const headers = { authorization: header([...pairs, ['oauth_signature', signature]]) };
  return formOf(succeeds(await unsigned(target.url, '/oauth/request_token', { method: 'POST', headers })).text);
}

async function accessToken(
  target: { url: string },
  keys: Keys,
  asked: Readonly<Record<string, string>>,
  verifier: string,
) {
  const own = {
    ...keys,
    accessToken: asked['oauth_token'] ?? '',
    accessTokenSecret: asked['oauth_token_secret'] ?? '',
  };
  const pairs = oauthPairs(own, { oauth_verifier: verifier });
  const signature = signPairs('POST', `${target.url}/oauth/access_token`, pairs, own);
  const headers = { authorization: header([...pairs, ['oauth_signature', signature]]) };
  return unsigned(target.url, '/oauth/access_token', { method: 'POST', headers });
}

async function agree(target: { url: string }, token: string, screenName: string) {
  const body = new URLSearchParams({ oauth_token: token, screen_name: screenName, action: 'allow' });
  return unsigned(target.url, PAGE, { method: 'POST', body, redirect: 'manual' });
}

/** Getting keys for an account. They need the control plane, since nobody sits at the page. */
export const pinFlowCases: readonly ConformanceCase[] = [
  {
    name: 'oauth.pin',
    says: 'gives keys against a PIN, once, and those keys work',
    needs: ['control'],
    async run({ target, me, text }) {
      const asked = await requestToken(target, me.keys, 'oob');
      equal(asked['oauth_callback_confirmed'], 'true');
      const token = asked['oauth_token'] ?? '';
      const shown = await unsigned(target.url, `${PAGE}?oauth_token=${token}`);
      equal(succeeds(shown).text.includes(token), true);
      const pin = /<code>(\d{7})<\/code>/.exec((await agree(target, token, me.screenName)).text)?.[1] ?? '';
      notEqual(pin, '');
      const granted = formOf(succeeds(await accessToken(target, me.keys, asked, pin)).text);
      deepEqual([granted['user_id'], granted['screen_name']], [me.userId, me.screenName]);
      const keys = {
        ...me.keys,
        accessToken: granted['oauth_token'] ?? '',
        accessTokenSecret: granted['oauth_token_secret'] ?? '',
      };
      const url = `${target.url}${UPDATE}`;
      const status = text();
      const init = {
        method: 'POST',
        headers: { authorization: authorization('POST', url, [['status', status]], keys) },
        body: new URLSearchParams({ status }),
      };
      equal(succeeds(await unsigned(target.url, UPDATE, init)).at('user', 'id_str'), me.userId);
      equal((await accessToken(target, me.keys, asked, pin)).status, 401);
    },
  },
  {
    name: 'oauth.pin.wrong',
    says: 'refuses a wrong PIN with 401',
    needs: ['control'],
    async run({ target, me }) {
      const asked = await requestToken(target, me.keys, 'oob');
      await agree(target, asked['oauth_token'] ?? '', me.screenName);
      equal((await accessToken(target, me.keys, asked, '0000000')).status, 401);
    },
  },
  {
    name: 'oauth.callback',
    says: 'sends the browser back with token and verifier, which give keys',
    needs: ['control'],
    async run({ target, me }) {
      const asked = await requestToken(target, me.keys, 'https://example.com/back?a=1');
      const answer = await agree(target, asked['oauth_token'] ?? '', me.screenName);
      equal(answer.status, 302);
      const back = new URL(answer.headers.get('location') ?? '');
      deepEqual([back.host, back.searchParams.get('a')], ['example.com', '1']);
      equal(back.searchParams.get('oauth_token'), asked['oauth_token']);
      const verifier = back.searchParams.get('oauth_verifier') ?? '';
      succeeds(await accessToken(target, me.keys, asked, verifier));
    },
  },
];
