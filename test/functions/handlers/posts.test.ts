import type { Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';

import { createPostsHandler } from '../../../functions/handlers/posts.ts';
import type { HttpEvent } from '../../../functions/middleware/http-event.ts';
import { keepContract } from '../../fakes/keep-contract.ts';
import { createWebhookBench } from '../../fakes/webhook-bench.ts';

const apiKey = 'a-key-of-24-characters-x';

async function acceptedPost() {
  const bench = createWebhookBench();
  const { document } = await bench.call({ body: { text: 'hello' } });
  bench.secrets.values.set('webhook/cms', { ...(bench.secrets.values.get('webhook/cms') as object), apiKey });
  const handler = keepContract(createPostsHandler({ ...bench, announce: async () => {} }), '/posts/{id}');
  const ask = async (url: string, { method = 'GET', headers = {} } = {}) => {
    const [path = '', query = ''] = url.split('?');
    const event = {
      rawPath: path,
      headers,
      queryStringParameters: Object.fromEntries(new URLSearchParams(query)),
      requestContext: { stage: '$default', requestId: 'r', http: { method } },
    };
    const answer = await handler(event as unknown as HttpEvent, { awsRequestId: 'r' } as Context);
    return { ...answer, document: JSON.parse(answer.body ?? 'null') as Record<string, unknown> };
  };
  return { bench, ask, id: String(document['id']), url: String(document['url']) };
}

describe('GET /posts/{id}', () => {
  it('tells the state to whoever has the url of the answer', async () => {
    const { ask, id, url } = await acceptedPost();
    expect(await ask(url)).toMatchObject({ statusCode: 200, document: { id, state: 'queued', url } });
  });

  it('takes the webhook’s apiKey instead', async () => {
    const { ask, id } = await acceptedPost();
    const headers = { Authorization: `Bearer ${apiKey}` };
    expect(await ask(`/posts/${id}`, { headers })).toMatchObject({ statusCode: 200, document: { id } });
  });

  it('takes a token until its key is withdrawn', async () => {
    const { bench, ask, url } = await acceptedPost();
    const { current } = bench.secrets.values.get('webhook/cms') as { current: string };
    const next = `whsec_${Buffer.alloc(32, 'next').toString('base64')}`;
    bench.secrets.values.set('webhook/cms', { current: next, previous: current });
    expect(await ask(url)).toMatchObject({ statusCode: 200 });
    bench.secrets.values.set('webhook/cms', { current: next });
    expect(await ask(url)).toMatchObject({ statusCode: 404 });
  });

  it.each([
    { case: 'without token', change: (url: string) => url.split('?')[0]! },
    { case: 'with a token cut short', change: (url: string) => url.slice(0, -1) },
    { case: 'with the token of another post', change: (url: string) => url.replace(/posts\/./, 'posts/0') },
    { case: 'for what does not exist', change: () => '/posts/nothing?token=x' },
    { case: 'for a path that is none', change: () => '/posts/a/b' },
  ])('answers 404 $case, in the same words', async ({ change }) => {
    const { ask, url } = await acceptedPost();
    const answer = await ask(change(url));
    expect(answer).toMatchObject({ statusCode: 404, document: { code: 'POST_UNKNOWN' } });
    expect(answer.body).not.toContain('queued');
  });

  it('answers 404 to the key of another webhook', async () => {
    const { ask, id } = await acceptedPost();
    const headers = { authorization: 'Bearer another-key-of-24-characters' };
    expect(await ask(`/posts/${id}`, { headers })).toMatchObject({ statusCode: 404 });
  });

  it('answers 405 to other methods, with those there are', async () => {
    const { ask, url } = await acceptedPost();
    expect(await ask(url, { method: 'POST' })).toMatchObject({ statusCode: 405, headers: { allow: 'GET, DELETE' } });
  });
});

describe('DELETE /posts/{id}', () => {
  it('cancels what is not posted yet, and says so again', async () => {
    const { bench, ask, url } = await acceptedPost();
    for (const _ of [1, 2]) {
      expect(await ask(url, { method: 'DELETE' })).toMatchObject({ statusCode: 200, document: { state: 'cancelled' } });
    }
    expect(bench.log.rows[0]?.state).toBe('CANCELLED');
  });

  it('cancels nothing without the token', async () => {
    const { bench, ask, id } = await acceptedPost();
    expect(await ask(`/posts/${id}`, { method: 'DELETE' })).toMatchObject({ statusCode: 404 });
    expect(bench.log.rows[0]?.state).toBe('RECEIVED');
  });

  it('answers 409 when it is too late', async () => {
    const { bench, ask, id, url } = await acceptedPost();
    const row = (await bench.log.publication(id))!;
    await bench.log.transact([{ ...row, version: row.version + 1, state: 'POSTING' }]);
    expect(await ask(url, { method: 'DELETE' })).toMatchObject({ statusCode: 409, document: { code: 'WRONG_STATE' } });
  });
});
