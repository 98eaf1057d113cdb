import { describe, expect, it } from 'vitest';

import { authenticate } from '../../../sandbox/oauth/authenticate.ts';
import { header, rawCall, sampleContext, sampleParams } from './raw-calls.ts';

const FORM = 'application/x-www-form-urlencoded';
const STATUS = 'status=Hello%20Ladies%20%2b%20Gentlemen%2c%20a%20signed%20OAuth%20request%21';
const UPDATE = '/1.1/statuses/update.json?include_entities=true';

/** Published by X, or computed from its published sample keys. */
const VECTORS = [
  {
    case: 'update on api.x.com',
    url: `https://api.x.com${UPDATE}`,
    form: STATUS,
    signature: 'Ls93hJiZbQ3akF3HF3x1Bz8/zU4=',
  },
  {
    case: 'update on api.twitter.com',
    url: `https://api.twitter.com${UPDATE}`,
    form: STATUS,
    signature: 'hCtSmYh+iHYCEqBWrE7C7hYmtUk=',
  },
  {
    case: 'update of the first version of the API',
    url: 'https://api.twitter.com/1/statuses/update.json?include_entities=true',
    form: STATUS,
    signature: 'tnnArxj06cWHq44gCs1OSKk/jLY=',
  },
  {
    case: 'the same without TLS',
    url: 'http://api.twitter.com/1/statuses/update.json?include_entities=true',
    form: STATUS,
    signature: 'wA05XnawhLSl/JjOMqLX5qZWYKQ=',
  },
  {
    case: 'multipart with nothing but oauth_* signed',
    url: 'https://api.twitter.com/1.1/statuses/update_with_media.json',
    multipart: true,
    signature: '5q+WIvo5DCrPLmNEf2r/Z6uFYFQ=',
  },
  {
    case: 'multipart with the status in a signed query',
    url: `https://api.twitter.com/1.1/statuses/update_with_media.json?${STATUS}`,
    multipart: true,
    signature: '+jLkExfgfJheHig3yz1+zZt5xT8=',
  },
  {
    case: 'multipart with the status in a query left out of the signature',
    url: `https://api.twitter.com/1.1/statuses/update_with_media.json?${STATUS}`,
    multipart: true,
    signature: '5q+WIvo5DCrPLmNEf2r/Z6uFYFQ=',
  },
  {
    case: 'a JSON body',
    url: 'https://api.x.com/2/tweets',
    json: '{"text":"a"}',
    signature: 'lr+tV/DKclEvXKVjG6tgaSSLV0k=',
  },
  {
    case: 'a GET with a query',
    method: 'GET',
    url: 'https://api.x.com/2/media/upload?media_id=1880028106020515840&command=STATUS',
    signature: 'ZkMio+avf1tYkOY9L2zbmx4cVaM=',
  },
  {
    case: 'a form beyond ASCII',
    url: 'https://api.twitter.com/1.1/statuses/update.json',
    form: 'status=%E2%98%83+%c3%a9+%F0%9F%90%B1',
    signature: 'KTloDmR0c1M9KjKkv7jzzWe3IEg=',
  },
];

describe('authenticate', () => {
  it.each(VECTORS)('takes the signature of $case', ({ signature, method = 'POST', url, form, multipart, json }) => {
    const contentType = form === undefined ? contentTypeOf(multipart, json) : FORM;
    const call = rawCall({
      method,
      url,
      authorization: header(sampleParams(signature)),
      body: form ?? json ?? '',
      ...(contentType === undefined ? {} : { contentType }),
    });
    expect(authenticate(call, sampleContext())).toMatchObject({ fault: undefined, account: { userId: '370773112' } });
  });

  it('takes the signature of request_token, which has no token', () => {
    const authorization = header(
      sampleParams('jc/VgbxSHtvlecdtQHT0gEuVfe0=', { oauth_token: undefined, oauth_callback: 'oob' }),
    );
    const call = rawCall({ url: 'https://api.x.com/oauth/request_token', authorization });
    expect(authenticate(call, sampleContext())).toMatchObject({
      fault: undefined,
      account: undefined,
      token: undefined,
    });
  });

  it('shows the published base string when the signature is another', () => {
    const authorization = header(sampleParams('tnnArxj06cWHq44gCs1OSKk/jLY='));
    const call = rawCall({ url: `https://api.x.com${UPDATE}`, authorization, contentType: FORM, body: STATUS });
    expect(authenticate(call, sampleContext())).toMatchObject({
      fault: 'signature',
      explanation: {
        baseString:
          'POST&https%3A%2F%2Fapi.x.com%2F1.1%2Fstatuses%2Fupdate.json&include_entities%3Dtrue%26oauth_consumer_key%3Dxvz1evFS4wEEPTGEFPHBog%26oauth_nonce%3DkYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D1318622958%26oauth_token%3D370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb%26oauth_version%3D1.0%26status%3DHello%2520Ladies%2520%252B%2520Gentlemen%252C%2520a%2520signed%2520OAuth%2520request%2521',
        signedKeys: [
          'include_entities',
          'oauth_consumer_key',
          'oauth_nonce',
          'oauth_signature_method',
          'oauth_timestamp',
          'oauth_token',
          'oauth_version',
          'status',
        ],
      },
    });
  });
});

function contentTypeOf(multipart: boolean | undefined, json: string | undefined): string | undefined {
  if (multipart === true) return 'multipart/form-data;boundary=x';
  return json === undefined ? undefined : 'application/json';
}
