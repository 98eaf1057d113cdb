import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { authenticate } from '../../../sandbox/oauth/authenticate.ts';
import { type Pair, encode, signPairs } from '../sign-pairs.ts';
import { SAMPLE, SAMPLE_SECONDS, header, rawCall, sampleContext, sampleParams } from './raw-calls.ts';

const FORM = 'application/x-www-form-urlencoded';
const URL_OF_UPDATE = 'https://api.x.com/1.1/statuses/update.json';

function sign(
  method: string,
  url: string,
  pairs: readonly Pair[],
  accessTokenSecret = SAMPLE.accessTokenSecret,
): string {
  return signPairs(method, url, pairs, { ...SAMPLE, accessTokenSecret });
}

function oauthPairs(changes: Readonly<Record<string, string | undefined>> = {}): readonly Pair[] {
  const { oauth_signature: _signature, ...params } = sampleParams('', changes);
  return Object.entries(params).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const pairs = fc.array(fc.tuple(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }), text), { maxLength: 5 });
/** One character as a client may write it: as it is, escaped in either case, or a space as a plus. */
const writers: readonly ((character: string) => string)[] = [
  encode,
  (character) => encode(character).replaceAll(/%../g, (escape) => escape.toLowerCase()),
  (character) => (character === ' ' ? '+' : encode(character)),
  (character) => (/^[A-Za-z0-9!'()*:/?@;,~$-]$/.test(character) ? character : encode(character)),
  (character) => [...Buffer.from(character)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
];

function write(given: readonly Pair[], choose: () => number): string {
  const one = (part: string): string =>
    Array.from(part, (character) => (writers[choose() % writers.length] ?? encode)(character)).join('');
  return given.map(([name, value]) => `${one(name)}=${one(value)}`).join('&');
}

function isWellFormed(given: readonly Pair[]): boolean {
  return given.flat().every((part) => part.isWellFormed());
}

describe('authenticate', () => {
  it('takes a right signature however the client writes, orders and repeats its parameters', () => {
    const property = fc.property(
      pairs.filter(isWellFormed),
      pairs.filter(isWellFormed),
      fc.infiniteStream(fc.nat(99)),
      fc.constantFrom('header', 'query', 'form'),
      (query, form, choices, place) => {
        const choose = (): number => Number(choices.next().value ?? 0);
        const signature = sign('POST', URL_OF_UPDATE, [...oauthPairs(), ...query, ...form]);
        const credentials: readonly Pair[] = [...oauthPairs(), ['oauth_signature', signature]];
        const inQuery = place === 'query' ? [...query, ...credentials] : query;
        const inForm = place === 'form' ? [...credentials, ...form] : form;
        const call = rawCall({
          url: `${URL_OF_UPDATE}?${write(inQuery, choose)}`,
          contentType: `${FORM}; charset=UTF-8`,
          body: write(inForm, choose),
          ...(place === 'header' ? { authorization: header(sampleParams(signature)) } : {}),
        });
        expect(authenticate(call, sampleContext()).fault).toBeUndefined();
      },
    );
    fc.assert(property, { numRuns: 300 });
  });

  it('refuses a signature as soon as anything that it covers is another', () => {
    const property = fc.property(pairs.filter(isWellFormed), fc.nat(4), (form, which) => {
      const signature = sign('POST', URL_OF_UPDATE, [...oauthPairs(), ...form]);
      const changed = [
        { body: write([...form, ['more', '1']], () => 0) },
        { url: `${URL_OF_UPDATE}?more=1` },
        { url: URL_OF_UPDATE.replace('https', 'http') },
        { url: URL_OF_UPDATE.replace('x.com', 'twitter.com') },
        { method: 'GET' },
      ][which];
      const call = rawCall({
        url: URL_OF_UPDATE,
        contentType: FORM,
        body: write(form, () => 0),
        authorization: header(sampleParams(signature)),
        ...changed,
      });
      expect(authenticate(call, sampleContext()).fault).toBe('signature');
    });
    fc.assert(property, { numRuns: 200 });
  });

  it('never throws, whatever the header, the query and the form hold', () => {
    const noise = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({ maxLength: 100 }).map((rest) => `OAuth ${rest}`),
    );
    const property = fc.property(noise, noise, noise, (authorization, query, body) => {
      const call = rawCall({ url: `${URL_OF_UPDATE}?${query}`, contentType: FORM, body, authorization });
      expect(authenticate(call, sampleContext()).fault).toBeDefined();
    });
    fc.assert(property, { numRuns: 500 });
  });

  it.each([
    {
      case: 'any order of header parameters',
      shape: (text: string) => `OAuth ${text.split(', ').toReversed().join(', ')}`,
    },
    { case: 'no spaces', shape: (text: string) => `OAuth ${text.replaceAll(', ', ',')}` },
    { case: 'line breaks between parameters', shape: (text: string) => `OAuth ${text.replaceAll(', ', ',\t ')}` },
    { case: 'values without quotes', shape: (text: string) => `OAuth ${text.replaceAll('"', '')}` },
    { case: 'a realm', shape: (text: string) => `OAuth realm="https://api.x.com/", ${text}` },
    { case: 'the scheme in small letters', shape: (text: string) => `oauth ${text}` },
  ])('takes a header with $case', ({ shape }) => {
    const signature = sign('POST', URL_OF_UPDATE, oauthPairs());
    const plain = header(sampleParams(signature)).replace('OAuth ', '');
    const call = rawCall({ url: URL_OF_UPDATE, authorization: shape(plain) });
    expect(authenticate(call, sampleContext()).fault).toBeUndefined();
  });

  it('signs extra oauth_* parameters too', () => {
    const extra = { oauth_body_hash: '2jmj7l5rSw0yVb/vlWAYkK/YBwk=' };
    const signature = sign('POST', URL_OF_UPDATE, oauthPairs(extra));
    const call = rawCall({ url: URL_OF_UPDATE, authorization: header(sampleParams(signature, extra)) });
    expect(authenticate(call, sampleContext()).fault).toBeUndefined();
  });

  it('takes an oauth_* parameter of the header that the form repeats, signed once or twice', () => {
    const token: Pair = ['oauth_token', SAMPLE.accessToken];
    const verifier: Pair = ['oauth_verifier', '1234567'];
    for (const signed of [[verifier], [verifier, token]]) {
      const signature = sign('POST', URL_OF_UPDATE, [...oauthPairs(), ...signed]);
      const call = rawCall({
        url: URL_OF_UPDATE,
        contentType: FORM,
        body: `oauth_token=${SAMPLE.accessToken}&oauth_verifier=1234567`,
        authorization: header(sampleParams(signature)),
      });
      expect(authenticate(call, sampleContext()).fault).toBeUndefined();
    }
  });

  it.each(['application/json', 'multipart/form-data; boundary=x', FORM, 'text/plain'])(
    'takes an empty body of type %s',
    (contentType) => {
      const authorization = header(sampleParams(sign('POST', URL_OF_UPDATE, oauthPairs())));
      expect(
        authenticate(rawCall({ url: URL_OF_UPDATE, authorization, contentType }), sampleContext()).fault,
      ).toBeUndefined();
    },
  );
});

describe('the verdict', () => {
  const signed = (changes: Readonly<Record<string, string | undefined>>) => {
    const signature = sign('POST', URL_OF_UPDATE, oauthPairs(changes));
    return rawCall({ url: URL_OF_UPDATE, authorization: header({ ...sampleParams(signature, changes) }) });
  };

  it.each([
    { case: 'no credentials', call: rawCall({ url: URL_OF_UPDATE }), fault: 'no-credentials' },
    { case: 'a bearer token', call: rawCall({ url: URL_OF_UPDATE, authorization: 'Bearer a' }), fault: 'bearer-only' },
    { case: 'a password', call: rawCall({ url: URL_OF_UPDATE, authorization: 'Basic a' }), fault: 'unknown-scheme' },
    { case: 'no consumer key', call: signed({ oauth_consumer_key: undefined }), fault: 'malformed' },
    { case: 'no nonce', call: signed({ oauth_nonce: '' }), fault: 'malformed' },
    { case: 'another method', call: signed({ oauth_signature_method: 'PLAINTEXT' }), fault: 'malformed' },
    { case: 'another version', call: signed({ oauth_version: '2.0' }), fault: 'malformed' },
    { case: 'a timestamp in words', call: signed({ oauth_timestamp: 'yesterday' }), fault: 'malformed' },
    { case: 'an old timestamp', call: signed({ oauth_timestamp: String(SAMPLE_SECONDS - 301) }), fault: 'timestamp' },
    { case: 'an early timestamp', call: signed({ oauth_timestamp: String(SAMPLE_SECONDS + 301) }), fault: 'timestamp' },
    { case: 'an unknown app', call: signed({ oauth_consumer_key: 'nobody' }), fault: 'unknown-app' },
    { case: 'an unknown token', call: signed({ oauth_token: '1-nobody' }), fault: 'unknown-token' },
    { case: 'no version', call: signed({ oauth_version: undefined }), fault: undefined },
    { case: 'the version that node-oauth sends', call: signed({ oauth_version: '1.0A' }), fault: undefined },
    {
      case: 'the oldest timestamp taken',
      call: signed({ oauth_timestamp: String(SAMPLE_SECONDS - 300) }),
      fault: undefined,
    },
  ])('on $case is $fault', ({ call, fault }) => {
    expect(authenticate(call, sampleContext()).fault).toBe(fault);
  });

  it('on a nonce used twice is "nonce" only with the same timestamp, and never when replay is allowed', () => {
    const context = sampleContext();
    const later = signed({ oauth_timestamp: String(SAMPLE_SECONDS + 1) });
    expect([signed({}), signed({}), later].map((call) => authenticate(call, context).fault)).toEqual([
      undefined,
      'nonce',
      undefined,
    ]);
    const lenient = sampleContext({ refuseNonceReplay: false });
    expect([signed({}), signed({})].map((call) => authenticate(call, lenient).fault)).toEqual([undefined, undefined]);
  });

  it.each([
    { case: 'when X travels in time, the client need not', clock: { shiftSeconds: 90_000 }, fault: undefined },
    { case: 'when the clocks differ, the client is wrong', clock: { skewSeconds: 900 }, fault: 'timestamp' },
  ])('$case', ({ clock, fault }) => {
    expect(authenticate(signed({}), sampleContext(clock)).fault).toBe(fault);
  });

  it.each([
    {
      case: 'another scheme',
      signature: sign('POST', URL_OF_UPDATE.replace('https', 'http'), [...oauthPairs(), ['status', 'a']]),
      why: /X-Forwarded-Proto/,
    },
    {
      case: 'another host',
      signature: sign('POST', URL_OF_UPDATE.replace('api.x', 'api.twitter'), [...oauthPairs(), ['status', 'a']]),
      why: /send the Host that is signed/,
    },
    { case: 'no form', signature: sign('POST', URL_OF_UPDATE, oauthPairs()), why: /form body was left out/ },
    {
      case: 'no token secret',
      signature: sign('POST', URL_OF_UPDATE, [...oauthPairs(), ['status', 'a']], ''),
      why: /token secret was left out/,
    },
    { case: 'anything', signature: 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=', why: /nor any usual mistake/ },
  ])('explains a signature made with $case, and shows no secret', ({ signature, why }) => {
    const call = rawCall({
      url: URL_OF_UPDATE,
      contentType: FORM,
      body: 'status=a',
      authorization: header(sampleParams(signature)),
    });
    const { explanation } = authenticate(call, sampleContext());
    expect(explanation.why).toMatch(why);
    const shown = JSON.stringify(explanation);
    for (const secret of [SAMPLE.consumerSecret, SAMPLE.accessTokenSecret, signature, encode(signature)]) {
      expect(shown).not.toContain(secret);
    }
  });
});
