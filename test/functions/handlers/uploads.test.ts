import { describe, expect, it } from 'vitest';

import { StoreUnavailableError } from '../../../functions/domain/errors.ts';
import { createWebhookBench, picture } from '../../fakes/webhook-bench.ts';

type Bench = ReturnType<typeof createWebhookBench>;

const jpeg = picture();
const announced = { mediaType: 'image/jpeg', totalBytes: jpeg.length };

async function ask(bench: Bench, body: unknown = announced, webhook = 'cms', over: object = {}) {
  return bench.call({ webhook, path: `/webhooks/${webhook}/uploads`, body, ...over });
}

/** Asks for an address and brings the picture there; gives the id. */
async function upload(bench: Bench, bytes: Buffer = jpeg, webhook = 'cms'): Promise<string> {
  const { document } = await ask(bench, { ...announced, totalBytes: bytes.length }, webhook);
  const url = new URL(String(document['url']), 'http://localhost');
  const status = await bench.uploads.receive({
    url,
    mediaType: 'image/jpeg',
    totalBytes: bytes.length,
    bytes: (async function* () {
      yield bytes;
    })(),
  });
  expect(status).toBe(200);
  return String(document['id']);
}

describe('the address for an upload', () => {
  it('is given to who signs as for any call, another one each time, and nothing is written for it', async () => {
    const bench = createWebhookBench();
    const [first, again] = [await ask(bench, announced), await ask(bench, announced, 'cms', { id: 'msg_1' })];
    expect(first).toMatchObject({
      statusCode: 201,
      document: {
        id: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
        method: 'PUT',
        url: expect.stringContaining('/uploads/cms/') as string,
        headers: { 'content-type': 'image/jpeg', 'content-length': String(jpeg.length) },
        expiresAt: '2026-10-01T12:15:00.000Z',
      },
    });
    expect(again.document['id']).not.toBe(first.document['id']);
    expect([bench.log.rows, bench.media.objects.size]).toEqual([[], 0]);
  });

  it.each([
    { case: 'what is not signed', over: { signedBody: Buffer.from('{}') }, statusCode: 401 },
    { case: 'what was signed ten minutes ago', over: { skewMs: -600_000 }, statusCode: 401 },
    { case: 'another method', over: { method: 'GET' }, statusCode: 405 },
    { case: 'a form', over: { headers: { 'content-type': 'application/x-www-form-urlencoded' } }, statusCode: 415 },
    { case: 'no JSON', over: { body: 'hello' }, statusCode: 400 },
    { case: 'a webhook that is not there', over: { path: '/webhooks/none/uploads' }, statusCode: 404 },
    { case: 'a path below', over: { path: '/webhooks/cms/x/uploads' }, statusCode: 404 },
    {
      case: 'a webhook whose posts templates make',
      over: { webhook: 'shop', path: '/webhooks/shop/uploads' },
      statusCode: 404,
    },
  ])('is refused to $case with $statusCode', async ({ over, statusCode }) => {
    expect((await ask(createWebhookBench(), announced, 'cms', over)).statusCode).toBe(statusCode);
  });

  it.each([
    { case: 'a post', body: { text: 'hello' }, paths: ['mediaType', 'totalBytes', 'text'] },
    { case: 'a type that X does not show', body: { ...announced, mediaType: 'image/svg+xml' }, paths: ['mediaType'] },
    { case: 'nothing', body: { ...announced, totalBytes: 0 }, paths: ['totalBytes'] },
    { case: 'half a byte', body: { ...announced, totalBytes: 1.5 }, paths: ['totalBytes'] },
    { case: 'a picture beyond all making fit', body: { ...announced, totalBytes: 52_428_801 }, paths: ['totalBytes'] },
    {
      case: 'a GIF of more than X takes',
      body: { mediaType: 'image/gif', totalBytes: 15_728_641 },
      paths: ['totalBytes'],
    },
    {
      case: 'a video of more than X takes',
      body: { mediaType: 'video/mp4', totalBytes: 536_870_913 },
      paths: ['totalBytes'],
    },
  ])('is refused for $case with 422, naming the field', async ({ body, paths }) => {
    const { statusCode, document } = await ask(createWebhookBench(), body);
    const errors = document['errors'] as { path: string }[];
    expect({ statusCode, paths: errors.map(({ path }) => path) }).toEqual({ statusCode: 422, paths });
  });

  it('is given for the largest video', async () => {
    const answer = await ask(createWebhookBench(), { mediaType: 'video/mp4', totalBytes: 536_870_912 });
    expect(answer.statusCode).toBe(201);
  });

  it('cannot be had by sending a post’s call there, nor a post by sending its call to the webhook', async () => {
    const bench = createWebhookBench();
    expect((await ask(bench, { text: 'hello' })).statusCode).toBe(422);
    expect((await bench.call({ body: announced })).statusCode).toBe(422);
  });

  it('comes later, 503, while nobody can make one', async () => {
    const bench = createWebhookBench();
    bench.uploads.open = () => Promise.reject(new StoreUnavailableError('no credentials'));
    expect(await ask(bench)).toMatchObject({ statusCode: 503, headers: { 'retry-after': '10' } });
  });
});

describe('a post of what was uploaded', () => {
  it('shows it, pinned to the bytes that lie there', async () => {
    const bench = createWebhookBench();
    const id = await upload(bench);
    const answer = await bench.call({ body: { text: 'hello', media: [{ upload: id, altText: 'A view' }] } });
    expect(answer.statusCode).toBe(202);
    expect(bench.log.rows[0]?.post?.media).toMatchObject([
      {
        from: 'stored',
        ref: { area: 'work', key: `uploads/cms/${id}`, eTag: expect.any(String) as string },
        altText: 'A view',
      },
    ]);
  });

  it.each([
    {
      case: 'nothing was brought',
      code: 'SOURCE_GONE',
      prepare: async (bench: Bench) => String((await ask(bench)).document['id']),
    },
    {
      case: 'it was brought for another webhook',
      code: 'SOURCE_GONE',
      prepare: async (bench: Bench) => upload(bench, jpeg, 'desk'),
    },
    {
      case: 'it is no picture',
      code: 'MEDIA_TYPE',
      prepare: async (bench: Bench) => upload(bench, Buffer.from('<html>')),
    },
    { case: 'the id climbs', code: 'SCHEMA', prepare: async () => '../desk/0123456789abcdef0123456789ab' },
    { case: 'the id is none', code: 'SCHEMA', prepare: async () => '' },
  ])('is refused where $case', async ({ code, prepare }) => {
    const bench = createWebhookBench();
    const media = [{ upload: await prepare(bench) }];
    const answer = await bench.call({ body: { media } });
    expect(answer).toMatchObject({ statusCode: 422, document: { errors: [{ path: 'media[0].upload', code }] } });
    expect(bench.log.rows).toEqual([]);
  });

  it('names one place only', async () => {
    const media = [{ upload: '0'.repeat(32), key: 'main/a.jpg' }];
    expect(await createWebhookBench().call({ body: { media } })).toMatchObject({ statusCode: 422 });
  });
});
