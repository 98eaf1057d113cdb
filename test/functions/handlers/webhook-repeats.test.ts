import { describe, expect, it } from 'vitest';

import type { Publication } from '../../../functions/domain/publication.ts';
import { createWebhookBench, picture } from '../../fakes/webhook-bench.ts';

type Bench = ReturnType<typeof createWebhookBench>;

/** Moves the only row on, as the publisher would. */
async function settle(bench: Bench, changes: Partial<Publication>): Promise<void> {
  const [row] = bench.log.rows;
  if (row === undefined) throw new Error('no row');
  await bench.log.transact([{ ...row, ...changes, version: row.version + 1 }]);
}

const posted = {
  state: 'POSTED',
  dueAtEpochMs: null,
  result: { postId: '17', url: 'https://x.com/i/status/17', postedAtEpochMs: Date.UTC(2026, 9, 1, 12, 1) },
} as const;

describe('the webhook function, called again', () => {
  it('F111: answers the same signed call with 200 and the same id, and posts once', async () => {
    const bench = createWebhookBench();
    const first = await bench.call({ id: 'msg_1' });
    const again = await bench.call({ id: 'msg_1' });
    expect([first.statusCode, again.statusCode]).toEqual([202, 200]);
    expect(again.document).toEqual(first.document);
    expect(bench.log.rows).toHaveLength(1);
  });

  it('tells a repeat what has become of the post', async () => {
    const bench = createWebhookBench();
    const { document } = await bench.call({ id: 'msg_1' });
    await settle(bench, posted);
    expect((await bench.call({ id: 'msg_1' })).document).toEqual({
      ...document,
      state: 'posted',
      result: { postId: '17', url: 'https://x.com/i/status/17', postedAt: '2026-10-01T12:01:00.000Z' },
    });
  });

  it('tells a repeat of a failed post why, and does not try again', async () => {
    const bench = createWebhookBench();
    await bench.call({ id: 'msg_1' });
    const failure = { code: 'DUPLICATE', message: 'X has this text already', advice: 'Change it.' };
    await settle(bench, { state: 'REJECTED', dueAtEpochMs: null, failure });
    const again = await bench.call({ id: 'msg_1' });
    expect(again).toMatchObject({ statusCode: 200, document: { state: 'failed', failure } });
    expect(bench.log.rows).toMatchObject([{ state: 'REJECTED' }]);
    expect(bench.hints.sent).toHaveLength(1);
  });

  it.each([
    {
      case: 'the same id with a new signature',
      first: { id: 'a' },
      second: { id: 'a', skewMs: 5000 },
      statusCode: 200,
    },
    {
      case: 'the same id by the other key',
      first: { id: 'a' },
      second: { id: 'a', key: 'previous' as const },
      statusCode: 200,
    },
    {
      case: 'the same id, fields in another order',
      first: { id: 'a', body: '{"text":"x","sensitive":true}' },
      second: { id: 'a', body: '{ "sensitive": true, "text": "\\u0078" }' },
      statusCode: 200,
    },
    {
      case: 'the same id with another body',
      first: { id: 'a' },
      second: { id: 'a', body: { text: 'y' } },
      statusCode: 422,
    },
    {
      case: 'the same key with another id',
      first: { id: 'a', body: { text: 'x', idempotencyKey: 'k' } },
      second: { id: 'b', body: { text: 'x', idempotencyKey: 'k' } },
      statusCode: 200,
    },
    {
      case: 'the same key with another body',
      first: { id: 'a', body: { text: 'x', idempotencyKey: 'k' } },
      second: { id: 'b', body: { text: 'y', idempotencyKey: 'k' } },
      statusCode: 422,
    },
    {
      case: 'a key that equals an earlier id',
      first: { id: 'a', body: { text: 'x' } },
      second: { id: 'b', body: { text: 'x', idempotencyKey: 'a' } },
      statusCode: 202,
    },
    { case: 'another id with the same body', first: { id: 'a' }, second: { id: 'b' }, statusCode: 202 },
    {
      case: 'the same id at another webhook',
      first: { id: 'a' },
      second: { id: 'a', webhook: 'desk', body: { text: 'hello', account: 'main' } },
      statusCode: 202,
    },
    {
      case: 'the same id for another account',
      first: { id: 'a', webhook: 'desk', body: { text: 'x', account: 'main' } },
      second: { id: 'a', webhook: 'desk', body: { text: 'x', account: 'press' } },
      statusCode: 202,
    },
    {
      case: 'an unsigned key that changes',
      first: { id: 'a' },
      second: { id: 'a', headers: { 'idempotency-key': 'z' } },
      statusCode: 200,
    },
  ])('F111, F113: answers $statusCode to $case', async ({ first, second, statusCode }) => {
    const bench = createWebhookBench();
    expect((await bench.call(first)).statusCode).toBe(202);
    const answer = await bench.call(second);
    expect(answer.statusCode).toBe(statusCode);
    expect(bench.log.rows).toHaveLength(statusCode === 202 ? 2 : 1);
    expect(answer.document['code']).toBe(statusCode === 422 ? 'IDEMPOTENCY_REUSE' : undefined);
  });

  it('F114: makes one post of twenty calls at once', async () => {
    const bench = createWebhookBench();
    const body = { text: 'once', media: [{ data: picture().toString('base64'), altText: 'A view' }] };
    const twins = Array.from({ length: 20 }, () => bench.call({ id: 'msg_1', body }));
    const answers = await Promise.all(twins);
    expect(answers.filter(({ statusCode }) => statusCode === 202)).toHaveLength(1);
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(19);
    expect(new Set(answers.map(({ document }) => document['id'])).size).toBe(1);
    expect(bench.log.rows).toHaveLength(1);
    expect(bench.media.objects.size).toBe(1);
  });

  it('F128: answers 503 while the log is down, and takes the repeat', async () => {
    const bench = createWebhookBench();
    bench.log.isDown = true;
    const down = await bench.call({ id: 'msg_1' });
    bench.log.isDown = false;
    expect(down).toMatchObject({ statusCode: 503, headers: { 'retry-after': '10' } });
    expect((await bench.call({ id: 'msg_1' })).statusCode).toBe(202);
    expect(bench.log.rows).toHaveLength(1);
  });

  it('F104: knows the repeat of a call whose row was written though the answer got lost', async () => {
    const bench = createWebhookBench();
    bench.log.failNext('transact', 'after');
    expect((await bench.call({ id: 'msg_1' })).statusCode).toBe(503);
    expect((await bench.call({ id: 'msg_1' })).statusCode).toBe(200);
    expect(bench.log.rows).toHaveLength(1);
  });

  it('accepts while hints cannot be sent: the row is durable and will be swept', async () => {
    const bench = createWebhookBench();
    bench.hints.isDown = true;
    expect((await bench.call()).statusCode).toBe(202);
    expect(bench.journal.linesOf('hint-lost')).toHaveLength(1);
  });

  it('hints again at a repeat whose post still waits, since the first hint may be lost', async () => {
    const bench = createWebhookBench();
    await bench.call({ id: 'msg_1' });
    await bench.call({ id: 'msg_1' });
    expect(bench.hints.sent).toHaveLength(2);
  });

  it('answers a repeat from the log alone, when the picture is gone and its copy cleared away', async () => {
    const bench = createWebhookBench();
    bench.media.put('main/a.jpg', picture());
    const media = [{ key: 'main/a.jpg' }, { data: picture('drawing-333x175.png').toString('base64') }];
    const first = await bench.call({ id: 'msg_1', body: { media } });
    await settle(bench, posted);
    bench.media.objects.clear();
    const again = await bench.call({ id: 'msg_1', body: { media } });
    expect([first.statusCode, again.statusCode]).toEqual([202, 200]);
    expect(bench.media.objects.size).toBe(0);
  });
});
