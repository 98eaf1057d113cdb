import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { percentEncode, type Params, signRequest } from '../../../../../functions/adapters/x/oauth/sign-request.ts';
import { independentSignature, readAuthorization } from './independent-signature.ts';

/** Sample values of X's own documentation, not anybody's credentials. */
const keys = {
  consumerKey: 'xvz1evFS4wEEPTGEFPHBog',
  consumerSecret: 'kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw',
  accessToken: '370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb',
  accessTokenSecret: 'LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE',
};
const moment = { nonce: 'kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg', timestampSeconds: 1_318_622_958 };
const status = 'Hello Ladies + Gentlemen, a signed OAuth request!';

function signatureOf(method: string, url: string, formFields: Params = []): string | undefined {
  return readAuthorization(signRequest({ method, url: new URL(url), formFields }, keys, moment)).get('oauth_signature');
}

describe('signRequest', () => {
  const statusUpdate = '1.1/statuses/update.json?include_entities=true';
  it.each<{ case: string; method?: string; url: string; form?: Params; signature: string }>([
    {
      case: 'the documented example on api.x.com',
      url: `https://api.x.com/${statusUpdate}`,
      form: [['status', status]],
      signature: 'Ls93hJiZbQ3akF3HF3x1Bz8/zU4=',
    },
    {
      case: 'the older documented example on api.twitter.com',
      url: `https://api.twitter.com/${statusUpdate}`,
      form: [['status', status]],
      signature: 'hCtSmYh+iHYCEqBWrE7C7hYmtUk=',
    },
    {
      case: 'the same under /1/',
      url: 'https://api.twitter.com/1/statuses/update.json?include_entities=true',
      form: [['status', status]],
      signature: 'tnnArxj06cWHq44gCs1OSKk/jLY=',
    },
    {
      case: 'the same in plain http',
      url: 'http://api.twitter.com/1/statuses/update.json?include_entities=true',
      form: [['status', status]],
      signature: 'wA05XnawhLSl/JjOMqLX5qZWYKQ=',
    },
    {
      case: 'multipart, whose fields are not signed',
      url: 'https://api.twitter.com/1.1/statuses/update_with_media.json',
      signature: '5q+WIvo5DCrPLmNEf2r/Z6uFYFQ=',
    },
    {
      case: 'multipart with the status in the query',
      url: `https://api.twitter.com/1.1/statuses/update_with_media.json?status=${percentEncode(status)}`,
      signature: '+jLkExfgfJheHig3yz1+zZt5xT8=',
    },
    { case: 'a JSON body', url: 'https://api.x.com/2/tweets', signature: 'lr+tV/DKclEvXKVjG6tgaSSLV0k=' },
    {
      case: 'a GET with a query',
      method: 'GET',
      url: 'https://api.x.com/2/media/upload?media_id=1880028106020515840&command=STATUS',
      signature: 'ZkMio+avf1tYkOY9L2zbmx4cVaM=',
    },
    {
      case: 'letters beyond ASCII',
      url: 'https://api.twitter.com/1.1/statuses/update.json',
      form: [['status', '☃ \u00e9 🐱']],
      signature: 'KTloDmR0c1M9KjKkv7jzzWe3IEg=',
    },
    {
      case: 'an upper-case host with the default port',
      url: `https://API.X.COM:443/${statusUpdate}`,
      form: [['status', status]],
      signature: 'Ls93hJiZbQ3akF3HF3x1Bz8/zU4=',
    },
  ])('signs $case', ({ method = 'POST', url, form = [], signature }) => {
    expect(signatureOf(method, url, form)).toBe(signature);
  });

  it('agrees with an independent signer on any values, in the query and in the form', () => {
    const name = fc.stringMatching(/^[a-z][a-zA-Z0-9_.]{0,12}$/).filter((text) => !text.startsWith('oauth_'));
    const param = fc.tuple(
      name,
      fc.string({ unit: 'binary', maxLength: 40 }).filter((text) => text.isWellFormed()),
    );
    const params = fc.uniqueArray(param, { selector: ([text]) => text, maxLength: 12 });
    fc.assert(
      fc.property(params, fc.nat(12), fc.constantFrom('GET', 'POST'), (all, inQuery, method) => {
        const url = new URL('https://api.x.com/2/anything');
        const query = all.slice(0, inQuery).map(([n, v]) => `${percentEncode(n)}=${percentEncode(v)}`);
        url.search = query.join('&');
        const header = readAuthorization(signRequest({ method, url, formFields: all.slice(inQuery) }, keys, moment));
        const signature = header.get('oauth_signature');
        header.delete('oauth_signature');
        const expected = independentSignature(method, 'https://api.x.com/2/anything', [...all, ...header], {
          consumer: keys.consumerSecret,
          token: keys.accessTokenSecret,
        });
        expect(signature).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });

  it.each<{ case: string; url?: string; form?: Params }>([
    { case: 'a field that would replace the token', form: [['oauth_token', 'mine']] },
    { case: 'an oauth_ parameter in the query', url: '?oauth_nonce=1' },
    {
      case: 'a name given twice',
      form: [
        ['a', '1'],
        ['a', '2'],
      ],
    },
    { case: 'a name in the query and in the form', url: '?a=1', form: [['a', '2']] },
    { case: 'a name that objects take specially', form: [['__proto__', 'x']] },
    { case: 'half a character', form: [['status', 'a\ud800b']] },
  ])('refuses $case', ({ url = '', form = [] }) => {
    expect(() => signatureOf('POST', `https://api.x.com/2/tweets${url}`, form)).toThrow(TypeError);
  });

  it("leaves the caller's fields as they are", () => {
    const fields = [['status', 'hi']] as const;
    signatureOf('POST', 'https://api.x.com/1.1/statuses/update.json', fields);
    expect(fields).toEqual([['status', 'hi']]);
  });

  it('puts neither a field nor a secret into the header', () => {
    const url = new URL('https://api.x.com/1.1/statuses/update.json?a=1');
    const header = signRequest({ method: 'POST', url, formFields: [['status', 'hi']] }, keys, moment);
    expect([...readAuthorization(header).keys()].toSorted()).toEqual([
      'oauth_consumer_key',
      'oauth_nonce',
      'oauth_signature',
      'oauth_signature_method',
      'oauth_timestamp',
      'oauth_token',
      'oauth_version',
    ]);
    expect(header).not.toContain(keys.consumerSecret);
    expect(header).not.toContain(keys.accessTokenSecret);
  });
});

describe('percentEncode', () => {
  it.each([
    { text: 'Ladies + Gentlemen', encoded: 'Ladies%20%2B%20Gentlemen' },
    { text: 'An encoded string!', encoded: 'An%20encoded%20string%21' },
    { text: 'Dogs, Cats & Mice', encoded: 'Dogs%2C%20Cats%20%26%20Mice' },
    { text: '☃', encoded: '%E2%98%83' },
    { text: "-._~!*'()", encoded: '-._~%21%2A%27%28%29' },
  ])('writes $text as $encoded', ({ text, encoded }) => {
    expect(percentEncode(text)).toBe(encoded);
  });
});
