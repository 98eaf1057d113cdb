import { describe, expect, it } from 'vitest';

import { createWebhookBench } from '../../fakes/webhook-bench.ts';

describe('the webhook function, called properly', () => {
  it('writes one row, hints at its account and answers 202 with where to ask', async () => {
    const bench = createWebhookBench();
    const answer = await bench.call({ body: { text: 'hello', sensitive: true } });
    const [row, ...others] = bench.log.rows;
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      source: 'webhook',
      label: 'cms',
      account: 'main',
      state: 'RECEIVED',
      dueAtEpochMs: bench.clock(),
      post: { account: 'main', text: 'hello', media: [], sensitive: true },
    });
    expect(answer).toMatchObject({ statusCode: 202, headers: { 'content-type': 'application/json' } });
    expect(answer.document).toEqual({ id: row?.id, state: 'queued', url: expect.any(String) as string });
    expect(answer.document['url']).toMatch(new RegExp(`^/posts/${row?.id}\\?token=[A-Za-z0-9_-]{43}$`));
    expect(bench.hints.sent).toEqual([{ account: 'main', delaySeconds: 0 }]);
  });

  it.each([
    { case: 'emoji and joiners', text: '👩🏽‍🚀 🕊️' },
    { case: 'signs that URLs and forms treat specially', text: '100% + ~ & = ? #tag /\\ "quoted"' },
    { case: 'line breaks and tabs', text: 'one\ntwo\r\n\tthree' },
    { case: 'blanks at both ends', text: '  spaced  ' },
    { case: 'right-to-left text', text: 'שלום عالم' },
    { case: 'decomposed accents', text: 'e\u0301' },
    { case: 'an escape of a terminal', text: 'x "}{ level=error' },
    { case: '280 characters', text: 'a'.repeat(280) },
  ])('keeps $case as written', async ({ text }) => {
    const bench = createWebhookBench();
    expect(await bench.call({ body: { text } })).toMatchObject({ statusCode: 202 });
    expect(bench.log.rows[0]?.post?.text).toBe(text);
  });

  it.each([
    {
      case: 'headers in capitals',
      options: { headers: { 'CONTENT-TYPE': 'application/json', 'content-type': undefined } },
    },
    { case: 'a content-encoding that changes nothing', options: { headers: { 'content-encoding': 'identity' } } },
    { case: 'the key being withdrawn', options: { key: 'previous' as const } },
    { case: 'a clock 300 s behind', options: { skewMs: -300_000 } },
    { case: 'a clock 300 s ahead', options: { skewMs: 300_000 } },
    { case: 'headers that mean nothing here', options: { headers: { 'x-account': 'press', 'idempotency-key': 'x' } } },
  ])('accepts $case', async ({ options }) => {
    expect(await createWebhookBench().call(options)).toMatchObject({ statusCode: 202 });
  });

  it('accepts a body that arrives as text instead of base64', async () => {
    const bench = createWebhookBench();
    const event = { body: '', isBase64Encoded: true };
    await bench.call({ body: { text: 'Grüße' }, tamper: (made) => Object.assign(event, made) });
    const text = Buffer.from(event.body, 'base64').toString();
    const answer = await bench.call({
      tamper: (made) => Object.assign(made, event, { body: text, isBase64Encoded: false }),
    });
    expect(answer.statusCode).toBe(200);
  });

  it('posts to the account the call names, where the webhook has several', async () => {
    const bench = createWebhookBench();
    await bench.call({ webhook: 'desk', body: { text: 'hello', account: 'press' } });
    expect(bench.log.rows[0]?.account).toBe('press');
  });

  it.each([
    { case: 'tomorrow', scheduleAt: '2026-10-02T12:00:00Z', dueAt: Date.UTC(2026, 9, 2, 12) },
    { case: 'tomorrow, in another zone', scheduleAt: '2026-10-02T12:00:00+05:30', dueAt: Date.UTC(2026, 9, 2, 6, 30) },
    { case: 'in a year less a minute', scheduleAt: '2027-10-01T11:59:00Z', dueAt: Date.UTC(2027, 9, 1, 11, 59) },
    { case: 'an hour ago, so now', scheduleAt: '2026-10-01T11:00:00Z', dueAt: Date.UTC(2026, 9, 1, 12) },
    { case: 'as late as is allowed, so now', scheduleAt: '2026-09-24T12:00:00Z', dueAt: Date.UTC(2026, 9, 1, 12) },
  ])('F126: is due when it was scheduled: $case', async ({ scheduleAt, dueAt }) => {
    const bench = createWebhookBench();
    expect(await bench.call({ body: { text: 'later', scheduleAt } })).toMatchObject({ statusCode: 202 });
    expect(bench.log.rows[0]?.dueAtEpochMs).toBe(dueAt);
  });

  it('notes in the journal which key was used, so that one can tell when the old one may go', async () => {
    const bench = createWebhookBench();
    await bench.call({ key: 'previous' });
    expect(bench.journal.linesOf('verified')).toMatchObject([
      { fields: { webhook: 'cms', keyGeneration: 'previous' } },
    ]);
  });

  it('never writes text, keys or signatures to the journal', async () => {
    const bench = createWebhookBench();
    await bench.call({ body: { text: 'hunter2', idempotencyKey: 'hunter2-key' } });
    await bench.call({ body: { text: 'hunter2', hunter2: 1 } });
    await bench.call({ body: 'hunter2' });
    const journal = JSON.stringify(bench.journal.lines);
    expect(journal).not.toContain('hunter2');
    expect(journal).not.toContain('v1,');
  });
});
