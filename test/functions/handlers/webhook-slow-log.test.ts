import { describe, expect, it } from 'vitest';

import { createWebhookBench } from '../../fakes/webhook-bench.ts';

/** The log of a bench, whose writes wait until so many of them have come. */
function stallUntil(writers: number, bench: ReturnType<typeof createWebhookBench>): void {
  const all = Promise.withResolvers<undefined>();
  let waiting = 0;
  const write = bench.log.transact.bind(bench.log);
  bench.log.transact = async (writes) => {
    waiting += 1;
    if (waiting === writers) all.resolve(undefined);
    await all.promise;
    return write(writes);
  };
}

describe('the webhook function over a slow log', () => {
  it('F129: gives a sender that lost patience and calls again the row of its first call', async () => {
    const bench = createWebhookBench();
    stallUntil(2, bench);
    const answers = await Promise.all([bench.call({ id: 'msg_patience' }), bench.call({ id: 'msg_patience' })]);
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200, 202]));
    expect(new Set(answers.map(({ document }) => document['id'])).size).toBe(1);
    expect(bench.log.rows).toHaveLength(1);
  });

  it('F129: does nothing before the answer but one write and one hint, whatever else is slow', async () => {
    const bench = createWebhookBench();
    bench.media.isDown = true;
    expect(await bench.call()).toMatchObject({ statusCode: 202 });
    expect(bench.log.transactions).toHaveLength(1);
    expect(bench.hints.sent).toHaveLength(1);
    expect(bench.media.reads).toEqual([]);
  });
});
