import { sign } from '@octokit/webhooks-methods';
import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';

import { createWebhookBench, picture, textKey } from '../../fakes/webhook-bench.ts';

const release = (over: object = {}) =>
  JSON.stringify({
    action: 'published',
    release: { tag_name: 'v1.2.0', html_url: 'https://example.com/r/v1.2.0' },
    ...over,
  });

async function callAsGithub(bench: ReturnType<typeof createWebhookBench>, body: string) {
  return bench.call({ webhook: 'release', body, headers: { 'x-hub-signature-256': await sign(textKey, body) } });
}

describe('a webhook whose sender knows nothing of posts', () => {
  it('makes the post of a GitHub release, once', async () => {
    const bench = createWebhookBench();
    expect(await callAsGithub(bench, release())).toMatchObject({ statusCode: 202 });
    expect(await callAsGithub(bench, release())).toMatchObject({ statusCode: 200 });
    expect(bench.log.rows.map((row) => row.post?.text)).toEqual(['New release v1.2.0: https://example.com/r/v1.2.0']);
  });

  it.each([
    { case: 'is false', body: release({ action: 'edited' }) },
    { case: 'asks for what the event lacks, as in GitHub’s ping', body: '{"zen":"Design for failure.","hook_id":1}' },
  ])('answers 200 and posts nothing where its condition $case', async ({ body }) => {
    const bench = createWebhookBench();
    const answer = await callAsGithub(bench, body);
    expect(answer).toMatchObject({ statusCode: 200, document: { state: 'not posted' } });
    expect(answer.document['reason']).toContain('when');
    expect(bench.log.rows).toEqual([]);
  });

  it('tells every field whose template asks for what is not there', async () => {
    const answer = await callAsGithub(createWebhookBench(), '{"action":"published"}');
    expect(answer).toMatchObject({ statusCode: 422, document: { code: 'TEMPLATE', errors: [{ path: 'text' }] } });
  });

  it('judges what the templates made as it judges any post', async () => {
    const long = { tag_name: 'x'.repeat(300), html_url: 'https://example.com' };
    const answer = await callAsGithub(createWebhookBench(), release({ release: long }));
    expect(answer).toMatchObject({ statusCode: 422, document: { code: 'TEXT_TOO_LONG', errors: [{ path: 'text' }] } });
  });

  it('posts an event of Stripe’s once, though each delivery is written and signed anew', async () => {
    const bench = createWebhookBench();
    const event = { id: 'evt_1', object: 'event', data: { object: { amount: 42 } } };
    const answers = [];
    for (const pending of [2, 1]) {
      const body = JSON.stringify({ ...event, pending_webhooks: pending });
      const header = new Stripe('sk_test_nobody').webhooks.generateTestHeaderString({
        payload: body,
        secret: textKey,
        timestamp: Math.floor(bench.clock() / 1000) + pending,
      });
      answers.push(await bench.call({ webhook: 'sale', body, headers: { 'stripe-signature': header } }));
    }
    expect(answers.map((answer) => answer.statusCode)).toEqual([202, 200]);
    expect(bench.log.rows.map((row) => row.post?.text)).toEqual(['Sold for 42']);
  });
});

describe('a webhook’s templates', () => {
  const body = { id: 7, title: 'Tea & <b>cake</b>', picture: '', alt: '', adult: false };

  it('keep the text as it is, and leave out what gives nothing', async () => {
    const bench = createWebhookBench();
    expect(await bench.call({ webhook: 'shop', body })).toMatchObject({ statusCode: 202 });
    expect(bench.log.rows[0]?.post).toMatchObject({ text: 'Tea & <b>cake</b> new ', media: [], sensitive: false });
  });

  it('place a picture with its alt text', async () => {
    const bench = createWebhookBench();
    bench.media.put('main/tea.jpg', picture());
    const withPicture = { ...body, picture: 'main/tea.jpg', alt: 'A cup' };
    expect(await bench.call({ webhook: 'shop', body: withPicture })).toMatchObject({ statusCode: 202 });
    expect(bench.log.rows[0]?.post?.media).toMatchObject([{ ref: { key: 'main/tea.jpg' }, altText: 'A cup' }]);
  });

  it('see the query, and of the headers only those that the config names', async () => {
    const bench = createWebhookBench();
    expect(await bench.call({ webhook: 'shop', body, headers: { 'x-topic': 'draft' } })).toMatchObject({
      statusCode: 200,
      document: { state: 'not posted' },
    });
    await bench.call({ webhook: 'shop', body, query: { from: 'Jena' } });
    expect(bench.log.rows[0]?.post?.text).toBe('Tea & <b>cake</b> new Jena');
  });

  it('make the key by which a repeat is known, from the body alone', async () => {
    const bench = createWebhookBench();
    const statuses = [];
    for (const id of [7, 7, 8]) {
      const answer = await bench.call({ webhook: 'shop', body: { ...body, id, title: `No ${id}` } });
      statuses.push(answer.statusCode);
    }
    expect(statuses).toEqual([202, 200, 202]);
  });

  const gallery = {
    channel: 'press',
    title: 'Two views',
    images: [
      { path: 'main/press/a.jpg', alt: 'A view' },
      { path: 'main/press/b.jpg', alt: '' },
    ],
    place: { lat: 50.9, long: '-11.6' },
    owners: ['17', 18],
  };

  it('choose the account, make a medium of each entry of a list, and fill place and owners', async () => {
    const bench = createWebhookBench();
    for (const { path } of gallery.images) bench.media.put(path, picture());
    expect(await bench.call({ webhook: 'gallery', body: gallery })).toMatchObject({ statusCode: 202 });
    expect(bench.log.rows[0]?.post).toMatchObject({
      account: 'press',
      geo: { lat: 50.9, long: -11.6 },
      additionalOwners: ['17', '18'],
      media: [{ ref: { key: 'main/press/a.jpg' }, altText: 'A view' }, { ref: { key: 'main/press/b.jpg' } }],
    });
  });

  it.each([
    { case: 'another account', over: { channel: 'strict' }, statusCode: 403, path: 'account' },
    { case: 'no account', over: { channel: '' }, statusCode: 422, path: 'account' },
    {
      case: 'five pictures',
      over: { images: Array.from({ length: 9 }, () => gallery.images[0]) },
      statusCode: 422,
      path: 'media',
    },
    { case: 'pictures that are no list', over: { images: 'main/press/a.jpg' }, statusCode: 422, path: 'media[0].each' },
    { case: 'half a place', over: { place: { lat: 1, long: '' } }, statusCode: 422, path: 'geo.long' },
    { case: 'a place that is no number', over: { place: { lat: 'north', long: 1 } }, statusCode: 422, path: 'geo.lat' },
    { case: 'owners that are no ids', over: { owners: ['anna'] }, statusCode: 422, path: 'additionalOwners[0]' },
    { case: 'what is not there at all', over: { images: undefined }, statusCode: 422, path: 'media[0].each' },
  ])('are refused where they give $case', async ({ over, statusCode, path }) => {
    const bench = createWebhookBench();
    bench.media.put('main/press/a.jpg', picture());
    const answer = await bench.call({ webhook: 'gallery', body: { ...gallery, images: [gallery.images[0]], ...over } });
    expect(answer).toMatchObject({ statusCode, document: { errors: [{ path }] } });
    expect(bench.log.rows).toEqual([]);
  });

  it('let nothing that is not signed choose who posts', async () => {
    const { channel: _, ...body } = { ...gallery, images: [] };
    const query = { channel: 'press' };
    const answer = await createWebhookBench().call({ webhook: 'gallery', body, query });
    expect(answer).toMatchObject({ statusCode: 422, document: { errors: [{ path: 'account', code: 'TEMPLATE' }] } });
  });

  it('are not needed for a condition on a post of our own form', async () => {
    const bench = createWebhookBench();
    const draft = await bench.call({ webhook: 'native', body: { text: 'draft' } });
    expect(draft.document).toMatchObject({ state: 'not posted' });
    expect(await bench.call({ webhook: 'native', body: { text: 'done' } })).toMatchObject({ statusCode: 202 });
  });
});
