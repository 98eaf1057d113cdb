import { describe, expect, it } from 'vitest';

import { createWebhookBench, picture } from '../../fakes/webhook-bench.ts';

const thread = ['second', 'third'];

describe('the webhook function, given a thread', () => {
  it('writes all its rows at once, each waiting for the one before it', async () => {
    const bench = createWebhookBench();
    const media = [{ data: picture().toString('base64'), altText: 'A view' }];
    const answer = await bench.call({ body: { text: 'first', media, sensitive: true, thread } });
    expect(answer.statusCode).toBe(202);
    const [first, ...others] = bench.log.rows;
    expect(answer.document['id']).toBe(first?.id);
    expect(first).toMatchObject({
      post: { text: 'first', sensitive: true, media: [{}] },
      thread: { index: 0, total: 3 },
    });
    expect(others).toMatchObject([
      { post: { text: 'second', sensitive: true, media: [] }, thread: { index: 1, previousId: first?.id } },
      { post: { text: 'third', sensitive: true, media: [] }, thread: { index: 2, previousId: others[0]?.id } },
    ]);
    expect(bench.log.transactions).toHaveLength(1);
  });

  it('knows its repeat, and another thread under its id', async () => {
    const bench = createWebhookBench();
    const statuses = [];
    for (const following of [thread, thread, ['another'], undefined]) {
      const body = { text: 'first', ...(following !== undefined && { thread: following }) };
      statuses.push((await bench.call({ id: 'msg_1', body })).statusCode);
    }
    expect(statuses).toEqual([202, 200, 422, 422]);
    expect(bench.log.rows).toHaveLength(3);
  });

  it.each([
    { case: 'a part too long', thread: ['ok', 'x'.repeat(281)], path: 'thread[1]' },
    { case: 'a part of nothing', thread: ['  '], path: 'thread[0]' },
    { case: 'no parts', thread: [], path: 'thread' },
    { case: 'more parts than a thread has', thread: Array.from({ length: 25 }, () => 'x'), path: 'thread' },
    { case: 'a part that is no text', thread: [{ text: 'x' }], path: 'thread[0]' },
  ])('writes nothing of one with $case', async ({ thread, path }) => {
    const bench = createWebhookBench();
    const answer = await bench.call({ body: { text: 'first', thread } });
    expect(answer).toMatchObject({ statusCode: 422, document: { errors: [{ path }] } });
    expect(bench.log.rows).toEqual([]);
  });

  it('previews it whole', async () => {
    const body = { text: 'first', thread: ['See example.com', 'x'.repeat(281)], dryRun: true };
    const { document } = await createWebhookBench().call({ body });
    expect(document).toMatchObject({
      text: 'first',
      thread: [{ text: 'See example.com', weightedLength: 27 }, { weightedLength: 281 }],
      price: { totalUsd: 0.23 },
      problems: [{ path: 'thread[1]', code: 'TEXT_TOO_LONG' }],
      warnings: [expect.stringMatching(/^thread\[0\] holds "example.com"/) as string],
    });
  });

  it('takes it from a form, and from templates, of which one that gives nothing makes no post', async () => {
    const bench = createWebhookBench();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await bench.call({ body: 'text=a&thread[]=b&thread[]=c', headers })).statusCode).toBe(202);
    const gallery = { channel: 'main', title: 'd', last: 'e', images: [], place: { lat: '', long: '' }, owners: [] };
    expect((await bench.call({ webhook: 'gallery', body: gallery })).statusCode).toBe(202);
    expect(bench.log.rows.map((row) => row.post?.text)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});
