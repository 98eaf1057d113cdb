import { describe, expect, it } from 'vitest';

import { createWebhookBench } from '../../fakes/webhook-bench.ts';

const url = 'https://cdn.example.org/a.jpg?X-Amz-Signature=5ecret';

describe('the webhook function, given media by URL', () => {
  it('keeps the address in the row and answers at once, whatever lies there', async () => {
    const bench = createWebhookBench();
    const answer = await bench.call({ body: { text: 'hello', media: [{ url, altText: 'A view' }] } });
    expect(answer).toMatchObject({ statusCode: 202, document: { state: 'gathering' } });
    expect(bench.log.rows).toMatchObject([
      { state: 'FETCHING', post: { media: [{ from: 'url', url, altText: 'A view' }] } },
    ]);
    expect(bench.hints.sent).toEqual([]);
  });

  it('takes it beside pictures that came with the call, four in all', async () => {
    const bench = createWebhookBench();
    const media = [{ url }, { url: 'https://cdn.example.org/b' }, { url: 'https://cdn.example.org/c' }, { url }];
    expect(await bench.call({ body: { media } })).toMatchObject({ statusCode: 202 });
    expect(await bench.call({ body: { media: [...media, { url }] } })).toMatchObject({ statusCode: 422 });
  });

  it('gives the same call the same post', async () => {
    const bench = createWebhookBench();
    const call = { id: 'again', body: { media: [{ url }] } };
    const { document } = await bench.call(call);
    expect(await bench.call(call)).toMatchObject({ statusCode: 200, document: { id: document['id'] } });
    expect(bench.log.rows).toHaveLength(1);
  });

  it('takes it from a template, and nothing where the template gives none', async () => {
    const bench = createWebhookBench();
    const call = async (image: string) => bench.call({ webhook: 'feed', body: { title: 'News', image } });
    expect(await call(` ${url} `)).toMatchObject({ statusCode: 202, document: { state: 'gathering' } });
    expect(await call('')).toMatchObject({ statusCode: 202, document: { state: 'queued' } });
  });

  it.each([
    { case: 'this machine', media: [{ url: 'https://127.0.0.1/a.jpg' }], code: 'URL_BLOCKED', path: 'media[0].url' },
    {
      case: 'the metadata address, in other digits',
      media: [{ url }, { url: 'https://0xa9fea9fe/latest/meta-data/' }],
      code: 'URL_BLOCKED',
      path: 'media[1].url',
    },
    { case: 'plain http', media: [{ url: 'http://example.org/a.jpg' }], code: 'URL_BLOCKED', path: 'media[0].url' },
    { case: 'a password', media: [{ url: 'https://a:b@example.org/' }], code: 'URL_BLOCKED', path: 'media[0].url' },
    { case: 'no address', media: [{ url: 'a.jpg' }], code: 'SCHEMA', path: 'media[0].url' },
    { case: 'a URL and a key', media: [{ url, key: 'main/a.jpg' }], code: 'SCHEMA', path: 'media[0]' },
  ])('refuses $case with its path, and keeps nothing', async ({ media, code, path }) => {
    const bench = createWebhookBench();
    const answer = await bench.call({ body: { text: 'hello', media } });
    expect(answer).toMatchObject({ statusCode: 422, document: { errors: [{ path, code }] } });
    expect(bench.log.rows).toEqual([]);
  });

  it('takes what the config of that webhook allows, and of that one alone', async () => {
    const bench = createWebhookBench();
    const body = { media: [{ url: 'http://cms.internal:8080/a.jpg' }] };
    expect(await bench.call({ webhook: 'inside', body })).toMatchObject({ statusCode: 202 });
    expect(await bench.call({ webhook: 'cms', body })).toMatchObject({ statusCode: 422 });
  });

  it('F140: tells the journal nothing of the address', async () => {
    const bench = createWebhookBench();
    await bench.call({ body: { media: [{ url }] } });
    await bench.call({ body: { media: [{ url: 'https://127.0.0.1/?token=5ecret' }] } });
    expect(JSON.stringify(bench.journal.lines)).not.toMatch(/5ecret|a\.jpg/);
  });
});
