import { sign } from '@octokit/webhooks-methods';
import { describe, expect, it } from 'vitest';

import { createWebhookBench, textKey } from '../../fakes/webhook-bench.ts';

const body = '{"text":"hello"}';
const github = async (delivery: string, text = body) => ({
  'x-hub-signature-256': await sign(textKey, text),
  'x-github-delivery': delivery,
});

describe('the webhook function, called by senders who sign no id', () => {
  it('posts the same bytes once, whatever id the delivery has', async () => {
    const bench = createWebhookBench();
    const first = await bench.call({ webhook: 'bot', body, headers: await github('1') });
    const second = await bench.call({ webhook: 'bot', body, headers: await github('2') });
    expect([first.statusCode, second.statusCode]).toEqual([202, 200]);
    expect(bench.log.rows).toHaveLength(1);
  });

  it('posts once for each delivery where the config says that its id counts', async () => {
    const bench = createWebhookBench();
    const statuses = [];
    for (const delivery of ['1', '1', '2']) {
      const answer = await bench.call({ webhook: 'redelivered', body, headers: await github(delivery) });
      statuses.push(answer.statusCode);
    }
    expect(statuses).toEqual([202, 200, 202]);
  });

  it('lets a Standard Webhooks signature not pass for another scheme', async () => {
    expect(await createWebhookBench().call({ webhook: 'bot', body })).toMatchObject({ statusCode: 401 });
  });

  it('takes a bearer token with an id, and tells who shows one without', async () => {
    const bench = createWebhookBench();
    const headers = { authorization: `Bearer ${textKey}` };
    const without = await bench.call({ webhook: 'token', headers });
    expect(without).toMatchObject({ statusCode: 400, document: { code: 'IDEMPOTENCY_KEY' } });
    const proper = { ...headers, 'idempotency-key': 'order-1' };
    expect(await bench.call({ webhook: 'token', headers: proper })).toMatchObject({ statusCode: 202 });
    expect(await bench.call({ webhook: 'token', headers: proper })).toMatchObject({ statusCode: 200 });
    const changed = await bench.call({ webhook: 'token', headers: proper, body: { text: 'other' } });
    expect(changed).toMatchObject({ statusCode: 422, document: { code: 'IDEMPOTENCY_REUSE' } });
  });
});
