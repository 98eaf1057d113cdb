import { createHmac } from 'node:crypto';

import * as fc from 'fast-check';
import OAuth from 'oauth-1.0a';
import { describe, expect, it } from 'vitest';

import { authenticate, TIMESTAMP_WINDOW_SECONDS } from '../../../../functions/triggers/v1-bridge/authenticate.ts';
import type { BridgeKey } from '../../../../functions/triggers/v1-bridge/bridge-key.ts';
import { openRequest, type ReceivedRequest } from '../../../../functions/triggers/v1-bridge/raw-request.ts';
import { V1Error } from '../../../../functions/triggers/v1-bridge/v1-error.ts';
import { bridgeKey, sampleKeys } from '../../../fakes/bridge-keys.ts';
import { encode, oauthPairs, type Pair, signPairs } from '../../../sandbox/sign-pairs.ts';

const UPDATE = '/1.1/statuses/update.json';
const FORM = 'application/x-www-form-urlencoded';
const SIGNED_AT = 1_318_622_958;
const TOKEN_FIELDS = {
  oauth_nonce: 'kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg',
  oauth_timestamp: String(SIGNED_AT),
};

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

function received({ method = 'POST', path = UPDATE, query = '', headers = {}, body = '' }: Sent): ReceivedRequest {
  return { method, path, query, headers: { host: 'bridge.example', ...headers }, body: Buffer.from(body) };
}

function header(pairs: readonly Pair[]): string {
  return `OAuth ${pairs.map(([name, value]) => `${encode(name)}="${encode(value)}"`).join(', ')}`;
}

/** The Authorization header for a call to bridge.example, signed by another hand than ours. */
function signed(signedPairs: readonly Pair[], changes: Readonly<Record<string, string>> = {}, url?: string): string {
  const oauth = oauthPairs(sampleKeys, { ...TOKEN_FIELDS, ...changes });
  const address = url ?? `https://bridge.example${UPDATE}`;
  return header([...oauth, ['oauth_signature', signPairs('POST', address, [...oauth, ...signedPairs], sampleKeys)]]);
}

function judge(sent: Sent, keys: readonly BridgeKey[] = [bridgeKey()], nowSeconds = SIGNED_AT) {
  try {
    return authenticate(openRequest(received(sent)), keys, nowSeconds * 1000);
  } catch (error) {
    if (!(error instanceof V1Error)) throw error;
    return { refused: `${error.status}/${error.code}` };
  }
}

const accepted = expect.objectContaining({ isTimely: true });

describe('the vectors of the documents verify', () => {
  const status = 'Hello%20Ladies%20%2b%20Gentlemen%2c%20a%20signed%20OAuth%20request%21';
  const form = { headers: { 'content-type': FORM }, body: `status=${status}` };
  const https = { 'x-forwarded-proto': 'https' };
  it.each([
    {
      case: 'api.x.com',
      host: 'api.x.com',
      query: 'include_entities=true',
      ...form,
      signature: 'Ls93hJiZbQ3akF3HF3x1Bz8/zU4=',
    },
    {
      case: 'api.twitter.com',
      host: 'api.twitter.com',
      query: 'include_entities=true',
      ...form,
      signature: 'hCtSmYh+iHYCEqBWrE7C7hYmtUk=',
    },
    {
      case: 'a multipart body, which is not signed',
      host: 'api.twitter.com',
      path: '/1.1/statuses/update_with_media.json',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      body: 'anything',
      signature: '5q+WIvo5DCrPLmNEf2r/Z6uFYFQ=',
    },
    {
      case: 'a multipart body with a signed query',
      host: 'api.twitter.com',
      path: '/1.1/statuses/update_with_media.json',
      query: `status=${status}`,
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      body: 'anything',
      signature: '+jLkExfgfJheHig3yz1+zZt5xT8=',
    },
    {
      case: 'a multipart body with an unsigned query',
      host: 'api.twitter.com',
      path: '/1.1/statuses/update_with_media.json',
      query: `status=${status}`,
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      body: 'anything',
      signature: '5q+WIvo5DCrPLmNEf2r/Z6uFYFQ=',
    },
    {
      case: 'characters beyond ASCII',
      host: 'api.twitter.com',
      headers: { 'content-type': `${FORM}; charset=UTF-8` },
      body: 'status=☃ é 🐱',
      signature: 'KTloDmR0c1M9KjKkv7jzzWe3IEg=',
    },
  ])('$case', ({ host, signature, headers, ...sent }) => {
    const oauth = header([...oauthPairs(sampleKeys, TOKEN_FIELDS), ['oauth_signature', signature]]);
    const all = { ...https, ...headers, host, authorization: oauth };
    expect(judge({ ...sent, headers: all })).toEqual(accepted);
    const wrong = { ...all, host: 'api.example.com' };
    expect(judge({ ...sent, headers: wrong })).toEqual({ refused: '401/32' });
  });
});

describe('a caller is refused as X refuses him', () => {
  const good = { authorization: signed([]) };
  const withField = (changes: Readonly<Record<string, string>>) => ({ authorization: signed([], changes) });
  it.each([
    { case: 'no credentials', headers: {}, refused: '400/215' },
    { case: 'a password', headers: { authorization: 'Basic YTpi' }, refused: '400/215' },
    { case: 'a bearer token', headers: { authorization: 'Bearer AAAA' }, refused: '403/220' },
    { case: 'no token', headers: withField({ oauth_token: '' }), refused: '400/215' },
    { case: 'a token that nobody has', headers: withField({ oauth_token: '12-nobody' }), refused: '401/89' },
    { case: 'an app that nobody has', headers: withField({ oauth_consumer_key: 'nobody' }), refused: '401/32' },
    {
      case: 'another kind of signature',
      headers: withField({ oauth_signature_method: 'PLAINTEXT' }),
      refused: '401/32',
    },
    { case: 'another version', headers: withField({ oauth_version: '2.0' }), refused: '401/32' },
    { case: 'a timestamp that is no number', headers: withField({ oauth_timestamp: 'now' }), refused: '401/32' },
    { case: 'no nonce', headers: withField({ oauth_nonce: '' }), refused: '401/32' },
    { case: 'a header that is no list', headers: { authorization: 'OAuth ' }, refused: '401/32' },
    { case: 'a query that was not signed', headers: good, query: 'a=1', refused: '401/32' },
    { case: 'another path', headers: good, path: '/1.1/statuses/destroy/1.json', refused: '401/32' },
    { case: 'another method', headers: good, method: 'GET', refused: '401/32' },
  ])('$case: $refused', ({ refused, ...sent }) => {
    expect(judge(sent)).toEqual({ refused });
  });

  it('a revoked key opens nothing', () => {
    const revoked = bridgeKey({ revokedAt: '2026-01-02T00:00:00.000Z' });
    expect(judge({ headers: good }, [revoked])).toEqual({ refused: '401/89' });
    expect(judge({ headers: good })).toEqual(accepted);
  });

  it('the token of one key does not open with the app of another', () => {
    const other = bridgeKey({ id: 'other', consumerKey: 'anotherConsumerKey', accessToken: '0-anotherToken0000' });
    const headers = withField({ oauth_token: other.accessToken });
    expect(judge({ headers }, [bridgeKey(), other])).toEqual({ refused: '401/89' });
  });

  it.each([
    { offSeconds: TIMESTAMP_WINDOW_SECONDS, isTimely: true },
    { offSeconds: -TIMESTAMP_WINDOW_SECONDS, isTimely: true },
    { offSeconds: TIMESTAMP_WINDOW_SECONDS + 1, isTimely: false },
    { offSeconds: -TIMESTAMP_WINDOW_SECONDS - 1, isTimely: false },
  ])('a timestamp $offSeconds s off is timely: $isTimely', ({ offSeconds, isTimely }) => {
    expect(judge({ headers: good }, [bridgeKey()], SIGNED_AT + offSeconds)).toMatchObject({ isTimely });
  });
});

describe('the address is the one that the client called', () => {
  it.each([
    { case: 'no proxy, no scheme told', url: 'http://bridge.example', headers: {} },
    { case: 'a proxy that tells nothing ends TLS', url: 'https://bridge.example', headers: {} },
    { case: 'a port of its own', url: 'http://127.0.0.1:8080', headers: { host: '127.0.0.1:8080' } },
    { case: 'the default port, said', url: 'https://bridge.example', headers: { host: 'Bridge.example:443' } },
    {
      case: 'a proxy that calls another host',
      url: 'https://api.twitter.com',
      headers: { host: 'inner', 'x-forwarded-host': 'api.twitter.com, between', 'x-forwarded-proto': 'https, http' },
    },
  ])('$case', ({ url, headers }) => {
    expect(judge({ headers: { ...headers, authorization: signed([], {}, `${url}${UPDATE}`) } })).toEqual(accepted);
  });

  it('is not https where a proxy says http', () => {
    const headers = { 'x-forwarded-proto': 'http', authorization: signed([]) };
    expect(judge({ headers })).toEqual({ refused: '401/32' });
  });
});

describe('credentials are taken from where they stand', () => {
  const oauth = oauthPairs(sampleKeys, TOKEN_FIELDS);
  const pairs: readonly Pair[] = [...oauth, ['status', 'a + b & c']];
  const signature = signPairs('POST', `https://bridge.example${UPDATE}`, pairs, sampleKeys);
  const written = [...pairs, ['oauth_signature', signature] as const]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');
  it('the query', () => {
    expect(judge({ query: written })).toEqual(accepted);
  });
  it('the form', () => {
    expect(judge({ headers: { 'content-type': FORM }, body: written })).toEqual(accepted);
  });
  it('the header, however it is laid out', () => {
    const text = header([...oauth, ['oauth_signature', signature]]).replace('OAuth ', 'oauth   realm="a, b",\n ');
    const headers = { authorization: text.replaceAll(', ', ','), 'content-type': FORM };
    expect(judge({ headers, body: 'status=a+%2b+b+%26+c' })).toEqual(accepted);
  });
  it('the header, once more in the form and signed once', () => {
    const headers = { authorization: header([...oauth, ['oauth_signature', signature]]), 'content-type': FORM };
    const token = `oauth_token=${sampleKeys.accessToken}`;
    expect(judge({ headers, body: `status=a+%2b+b+%26+c&${token}` })).toEqual(accepted);
  });
});

describe('any parameters', () => {
  const name = fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }).filter((text) => !text.startsWith('oauth_'));
  const pair = fc.tuple(name, fc.string({ unit: 'binary', maxLength: 20 }));
  const writers: readonly ((text: string) => string)[] = [
    encode,
    (text) => encode(text).replaceAll(/%../g, (escape) => escape.toLowerCase()),
    (text) => encode(text).replaceAll('%20', '+'),
  ];
  const sent = fc.record({ query: fc.array(pair), form: fc.array(pair), writer: fc.constantFrom(...writers) });

  it('verify as they were signed, repeats and empty values among them, and not when one is changed', () => {
    fc.assert(
      fc.property(sent, ({ query, form, writer }) => {
        const write = (pairs: readonly Pair[]) => pairs.map((each) => each.map(writer).join('=')).join('&');
        const headers = { 'content-type': FORM, authorization: signed([...query, ...form]) };
        const call = { query: write(query), body: write(form), headers };
        expect(judge(call)).toEqual(accepted);
        expect(judge({ ...call, body: `${call.body}&more=1` })).toEqual({ refused: '401/32' });
      }),
    );
  });

  it('verify as the library oauth-1.0a signs them', () => {
    const plain = fc
      .string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 20 })
      .filter((text) => text.trim() === text);
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z_]{1,10}$/), plain), (data) => {
        const oauth = new OAuth({
          consumer: { key: sampleKeys.consumerKey, secret: sampleKeys.consumerSecret },
          signature_method: 'HMAC-SHA1',
          hash_function: (text, key) => createHmac('sha1', key).update(text).digest('base64'),
        });
        const token = { key: sampleKeys.accessToken, secret: sampleKeys.accessTokenSecret };
        const signed = oauth.authorize({ url: `https://bridge.example${UPDATE}`, method: 'POST', data }, token);
        const headers = { 'content-type': FORM, authorization: oauth.toHeader(signed).Authorization };
        const body = Object.entries(data)
          .map((each) => each.map(encode).join('='))
          .join('&');
        expect(judge({ headers, body }, [bridgeKey()], Date.now() / 1000)).toEqual(accepted);
      }),
    );
  });

  it('bring no request to anything but a verdict', () => {
    const text = fc.string({ unit: 'binary', maxLength: 200 });
    fc.assert(
      fc.property(text, text, text, text, (authorization, query, body, contentType) => {
        const headers = { authorization: `OAuth ${authorization}`, 'content-type': contentType };
        expect(judge({ query, body, headers })).toHaveProperty('refused');
      }),
    );
  });
});

describe('the fingerprint of a call', () => {
  const fingerprint = (sent: Sent) => {
    const verdict = judge(sent);
    return 'caller' in verdict ? verdict.caller.callFingerprint : verdict.refused;
  };
  const headers = { authorization: signed([]), 'content-type': 'multipart/form-data; boundary=x' };

  it('is the same for the same bytes, through another host too', () => {
    const proxied = { ...headers, host: 'inner', 'x-forwarded-host': 'bridge.example' };
    expect(fingerprint({ headers: proxied, body: 'a' })).toBe(fingerprint({ headers, body: 'a' }));
  });

  it.each([
    { case: 'another body, which no signature covers', sent: { headers, body: 'b' } },
    {
      case: 'another nonce',
      sent: { headers: { ...headers, authorization: signed([], { oauth_nonce: 'b' }) }, body: 'a' },
    },
  ])('is another for $case', ({ sent }) => {
    expect(fingerprint(sent)).toMatch(/^[0-9a-f]{64}$/);
    expect(fingerprint(sent)).not.toBe(fingerprint({ headers, body: 'a' }));
  });
});
