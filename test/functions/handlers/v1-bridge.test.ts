import { describe, expect, it } from 'vitest';

import type { BridgeAccount, BridgeMedia } from '../../../functions/bridge/bridge-account.ts';
import { AccountHeldError, XUnavailableError } from '../../../functions/domain/errors.ts';
import { createBridgeBench } from '../../fakes/bridge-bench.ts';
import { bridgeKey, sampleKeys } from '../../fakes/bridge-keys.ts';
import { picture } from '../../fakes/webhook-bench.ts';

const CONFIGURATION = '/1.1/help/configuration.json';
const UPLOAD = '/1.1/media/upload.json';
const photo = picture();
const uploaded: BridgeMedia = {
  mediaId: '710511363345354753',
  mediaKey: '3_710511363345354753',
  expiresAfterSeconds: 9,
};

function refusal({ statusCode, json }: { statusCode?: number | undefined; json: unknown }): string {
  const { errors } = json as { errors?: readonly { code: number }[] };
  return `${statusCode}/${errors?.[0]?.code}`;
}

describe('a call of the bridge', () => {
  it('is answered to a caller with a key', async () => {
    const { call } = createBridgeBench();
    const answer = await call({ path: CONFIGURATION });
    expect(answer).toMatchObject({ statusCode: 200, headers: { 'content-type': 'application/json;charset=utf-8' } });
    expect(answer.json).toMatchObject({ photo_size_limit: 3_145_728, max_media_per_upload: 1, short_url_length: 23 });
  });

  it.each([
    { case: 'an unknown path', options: { path: '/1.1/statuses/nothing.json' }, refused: '404/34' },
    { case: 'another method', options: { path: CONFIGURATION, method: 'POST' }, refused: '405/86' },
    {
      case: 'a changed query',
      options: {
        path: CONFIGURATION,
        tamper: (event: { rawQueryString: string }) => void (event.rawQueryString = 'a=1'),
      },
      refused: '401/32',
    },
    {
      case: 'no credentials',
      options: { path: CONFIGURATION, tamper: (event: { headers: object }) => void (event.headers = {}) },
      refused: '400/215',
    },
    {
      case: 'a timestamp of yesterday',
      options: { path: CONFIGURATION, oauth: { oauth_timestamp: '1' } },
      refused: '401/135',
    },
    {
      case: 'a token that nobody has',
      options: {
        path: CONFIGURATION,
        keys: { ...sampleKeys, accessToken: '0-nobody' } as unknown as typeof sampleKeys,
      },
      refused: '401/89',
    },
  ])('is refused for $case: $refused', async ({ options, refused }) => {
    const { call, journal } = createBridgeBench();
    expect(refusal(await call(options))).toBe(refused);
    expect(JSON.stringify(journal.lines)).not.toContain(sampleKeys.consumerSecret);
  });

  it('that was signed for another address leaves in the journal the one that it came to', async () => {
    const { call, journal } = createBridgeBench();
    const tamper = (event: { headers: Record<string, string | undefined> }) => {
      event.headers['Host'] = 'api.twitter.com';
    };
    expect(refusal(await call({ path: CONFIGURATION, tamper }))).toBe('401/32');
    const [line] = journal.linesOf('bridge-signature');
    expect(line?.fields).toEqual({ tried: 'https://api.twitter.com' });
  });

  it('is refused with 401/89 once the key is revoked, or its account gone', async () => {
    const bench = createBridgeBench();
    bench.kept.values.set('bridge', { keys: [bridgeKey({ revokedAt: '2026-01-02T00:00:00.000Z' })] });
    expect(refusal(await bench.call({ path: CONFIGURATION }))).toBe('401/89');
    bench.kept.values.set('bridge', { keys: [bridgeKey({ account: 'gone' })] });
    expect(refusal(await bench.call({ path: CONFIGURATION }))).toBe('401/89');
  });

  it('finds a key that was issued a moment ago, past the cache', async () => {
    const bench = createBridgeBench();
    const reads: (boolean | undefined)[] = [];
    const keys = [bridgeKey({ id: 'other', accessToken: '0-another-token-0' })];
    bench.secrets.read = async (_name, options) => {
      reads.push(options?.fresh);
      return { keys: options?.fresh === true ? [...keys, bridgeKey()] : keys };
    };
    expect((await bench.call({ path: CONFIGURATION })).statusCode).toBe(200);
    expect(reads).toEqual([false, true]);
  });

  it.each([
    { case: 'cannot be used', secret: { keys: [{ id: 'x' }] }, refused: '503/130' },
    { case: 'was never set', secret: undefined, refused: '401/32' },
  ])('while the secret of the keys $case: $refused', async ({ secret, refused }) => {
    const bench = createBridgeBench();
    if (secret === undefined) bench.kept.values.delete('bridge');
    else bench.kept.values.set('bridge', secret);
    expect(refusal(await bench.call({ path: CONFIGURATION }))).toBe(refused);
  });

  it('asks X once more with the keys as they are now, where X refuses those that were known', async () => {
    const bench = createBridgeBench();
    const answer = { status: 401 };
    const refused = new AccountHeldError('auth', 'AUTH', 'X refused the keys', { x: answer });
    const old = { whoAmI: async () => Promise.reject(refused) };
    const fresh = { whoAmI: async () => ({ userId: '12', screenName: 'main', name: 'main' }) };
    bench.accounts.open = async (_name, options) =>
      (options?.freshKeys === true ? fresh : old) as unknown as BridgeAccount;
    expect((await bench.call({ path: '/1.1/account/verify_credentials.json' })).json).toMatchObject({ id_str: '12' });
    bench.accounts.open = async () => old as unknown as BridgeAccount;
    expect((await bench.call({ path: '/1.1/account/verify_credentials.json' })).statusCode).toBe(403);
  });

  it('is answered 503/130 while X is away, and 500/131 for what nobody expected', async () => {
    const away = createBridgeBench({ whoAmI: async () => Promise.reject(new XUnavailableError('away')) });
    const path = '/1.1/account/verify_credentials.json';
    expect(refusal(await away.call({ path }))).toBe('503/130');
    const broken = createBridgeBench({ whoAmI: async () => Promise.reject(new TypeError('hunter2')) });
    const answer = await broken.call({ path });
    expect(refusal(answer)).toBe('500/131');
    expect(`${answer.body}${JSON.stringify(broken.journal.lines)}`).not.toContain('hunter2');
  });
});

describe('media/upload', () => {
  const upload = (parts: readonly (readonly [string, string | Uint8Array<ArrayBuffer>])[]) => {
    const form = new FormData();
    for (const [name, value] of parts) {
      form.append(
        name,
        typeof value === 'string' ? value : new Blob([value]),
        ...(typeof value === 'string' ? [] : ['a']),
      );
    }
    return new Response(form);
  };
  const options = async (...parts: Parameters<typeof upload>[0]) => {
    const response = upload(parts);
    const contentType = response.headers.get('content-type') ?? '';
    return { path: UPLOAD, body: new Uint8Array(await response.arrayBuffer()), contentType };
  };
  const bytes = new Uint8Array(photo);

  it('answers every key of the documents, from the bytes where X tells no more than an id', async () => {
    const { call } = createBridgeBench({ uploadSimple: async () => uploaded });
    const answer = await call(await options(['media_category', 'tweet_image'], ['media', bytes]));
    expect(answer.body).toContain('"media_id":710511363345354753,');
    expect(answer.json).toMatchObject({
      media_id_string: uploaded.mediaId,
      media_key: uploaded.mediaKey,
      size: photo.length,
      expires_after_secs: 9,
      image: { image_type: 'image/jpeg', w: 800, h: 320 },
    });
  });

  it.each([
    { case: 'raw bytes', parts: [['media', bytes]] },
    { case: 'base64', parts: [['media_data', photo.toString('base64')]] },
    { case: 'base64 in lines', parts: [['media_data', photo.toString('base64').replaceAll(/(.{76})/g, '$1\r\n')]] },
  ] as const)('sends $case on as they are', async ({ parts }) => {
    const sent: Uint8Array[] = [];
    const uploadSimple = async (picture: { bytes: Uint8Array }) => {
      sent.push(picture.bytes);
      return uploaded;
    };
    const { call } = createBridgeBench({ uploadSimple });
    expect((await call(await options(...parts))).statusCode).toBe(200);
    expect(sent.map((each) => photo.equals(each))).toEqual([true]);
  });

  it('takes base64 of a form, which is signed', async () => {
    const { call } = createBridgeBench({ uploadSimple: async () => uploaded });
    const form = [['media_data', photo.toString('base64')]] as const;
    expect((await call({ path: UPLOAD, form })).statusCode).toBe(200);
  });

  it('takes base64 in `media` of a form, as twit sends it', async () => {
    const sent: Uint8Array[] = [];
    const appendSegment = async (_id: string, _index: number, bytes: Uint8Array) => void sent.push(bytes);
    const form = [
      ['command', 'APPEND'],
      ['media_id', '12'],
      ['segment_index', '0'],
      ['media', photo.toString('base64')],
    ] as const;
    expect((await createBridgeBench({ appendSegment }).call({ path: UPLOAD, form })).statusCode).toBe(204);
    expect(sent.map((each) => photo.equals(each))).toEqual([true]);
  });

  it.each([
    { case: 'a simple upload', parts: [['media', new Uint8Array(200_000)]], advice: 'upload it in segments' },
    {
      case: 'a segment',
      parts: [
        ['command', 'APPEND'],
        ['media', new Uint8Array(200_000)],
      ],
      advice: 'smaller segments',
    },
  ] as const)('answers 413 to $case beyond what is taken, with advice: $advice', async ({ parts, advice }) => {
    const answer = await createBridgeBench().call(await options(...parts));
    expect(answer).toMatchObject({ statusCode: 413, json: { request: UPLOAD } });
    expect(answer.body).toContain(advice);
  });

  it.each([
    {
      case: 'a path in the place of an id',
      parts: [
        ['command', 'APPEND'],
        ['media_id', '../../tweets'],
        ['segment_index', '0'],
        ['media', bytes],
      ],
      words: 'Invalid media_id',
    },
    {
      case: 'a segment beyond 999',
      parts: [
        ['command', 'APPEND'],
        ['media_id', '12'],
        ['segment_index', '1000'],
        ['media', bytes],
      ],
      words: 'between 0 and 999',
    },
    { case: 'bytes that are no media', parts: [['media', new Uint8Array(20)]], words: 'media type unrecognized.' },
    { case: 'base64 that is none', parts: [['media_data', '%%%']], words: 'media_data parameter is invalid.' },
    {
      case: 'no size at INIT',
      parts: [
        ['command', 'INIT'],
        ['media_type', 'video/mp4'],
      ],
      words: 'total_bytes parameter is missing.',
    },
    {
      case: 'a category that X does not know',
      parts: [
        ['media_category', 'tweet_sound'],
        ['media', bytes],
      ],
      words: 'media_category parameter is invalid.',
    },
  ] as const)('refuses $case before X is asked', async ({ parts, words }) => {
    const answer = await createBridgeBench().call(await options(...parts));
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain(words);
  });
});
