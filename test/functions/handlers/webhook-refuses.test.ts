import { describe, expect, it } from 'vitest';

import { createWebhookBench, picture } from '../../fakes/webhook-bench.ts';

/** A JSON text of exactly so many bytes. */
const jsonOf = (totalBytes: number): string => `{"text":"${'a'.repeat(totalBytes - 11)}"}`;

describe('the webhook function, called badly', () => {
  it('looks at the cheap and telling things first, and parses nothing that is not signed', async () => {
    // Everything is wrong with the first call; each later one has one fault less.
    const worst = {
      path: '/webhooks/none',
      method: 'GET',
      body: Buffer.concat([Buffer.from([0xff]), Buffer.alloc(4_500_000, '[')]),
      headers: { 'content-encoding': 'gzip', 'content-type': 'text/plain', 'webhook-signature': 'v1,' },
    };
    const steps = [
      worst,
      { ...worst, path: '/webhooks/desk' },
      { ...worst, path: '/webhooks/desk', method: 'POST' },
      { webhook: 'desk', body: Buffer.from([0xff, 0x5b]), headers: worst.headers },
      {
        webhook: 'desk',
        body: Buffer.from([0xff, 0x5b]),
        headers: { ...worst.headers, 'content-encoding': undefined },
      },
      { webhook: 'desk', body: Buffer.from([0xff, 0x5b]), headers: { 'content-type': 'text/plain' } },
      { webhook: 'desk', body: Buffer.from([0xff, 0x5b]) },
      { webhook: 'desk', body: '[' },
      { webhook: 'desk', body: { account: 'strict', text: 5 } },
      { webhook: 'desk', body: { account: 'strict', text: '' } },
      { webhook: 'desk', body: { account: 'main', text: '' } },
      { webhook: 'desk', body: { account: 'main', text: 'hello' } },
    ];
    const codes: string[] = [];
    const bench = createWebhookBench();
    for (const step of steps) {
      const { statusCode, document } = await bench.call(step);
      codes.push(`${statusCode} ${String(document['code'] ?? document['state'])}`);
    }
    expect(codes).toEqual([
      '404 PATH_UNKNOWN',
      '405 METHOD',
      '413 BODY_TOO_LARGE',
      '415 CONTENT_ENCODING',
      '401 SIGNATURE_INVALID',
      '415 CONTENT_TYPE',
      '400 UTF8_INVALID',
      '400 JSON_INVALID',
      '422 SCHEMA',
      '403 ACCOUNT_UNKNOWN',
      '422 TEXT_EMPTY',
      '202 queued',
    ]);
  });

  it('F109: answers every 401 with the same bytes', async () => {
    const bench = createWebhookBench();
    const answers = [
      await bench.call({ headers: { 'webhook-id': undefined } }),
      await bench.call({ headers: { 'webhook-id': 'msg_1,msg_1' } }),
      await bench.call({ id: 'msg_1', headers: { 'Webhook-Id': 'msg_1' } }),
      await bench.call({ headers: { 'webhook-signature': 'v1,AAAA' } }),
      await bench.call({ headers: { 'webhook-timestamp': '1' } }),
      await bench.call({ skewMs: -301_000 }),
      await bench.call({ skewMs: 301_000 }),
      await bench.call({ signedBody: Buffer.from('{}') }),
    ];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(answers.map(() => 401));
    expect(new Set(answers.map(({ body, headers }) => JSON.stringify([body, headers]))).size).toBe(1);
    expect(bench.log.rows).toEqual([]);
  });

  it('tells the journal, and nobody else, why it answers 401', async () => {
    const bench = createWebhookBench();
    await bench.call({ skewMs: -301_000 });
    expect(bench.journal.linesOf('refused')).toMatchObject([
      { level: 'warn', fields: { code: 'TIMESTAMP_OUT_OF_RANGE' } },
    ]);
  });

  it('F110: refuses the withdrawn key once it is gone from the secret', async () => {
    const bench = createWebhookBench();
    const { current } = bench.secrets.values.get('webhook/cms') as { current: string };
    bench.secrets.values.set('webhook/cms', { current });
    expect(await bench.call({ key: 'previous' })).toMatchObject({ statusCode: 401 });
  });

  it.each([
    { case: 'is not set', secret: undefined },
    { case: 'is too short', secret: { current: 'whsec_AAAA' } },
    { case: 'is empty', secret: { current: '' } },
  ])('answers 503 while the secret $case, so that the sender comes again', async ({ secret }) => {
    const bench = createWebhookBench();
    if (secret === undefined) bench.secrets.values.delete('webhook/cms');
    else bench.secrets.values.set('webhook/cms', secret);
    const answer = await bench.call();
    expect(answer).toMatchObject({ statusCode: 503, headers: { 'retry-after': expect.any(String) as string } });
    expect(bench.log.rows).toEqual([]);
  });

  it.each([
    { case: '4,500,000 bytes', totalBytes: 4_500_000, statusCode: 422, code: 'TEXT_TOO_LONG' },
    { case: 'one byte more', totalBytes: 4_500_001, statusCode: 413, code: 'BODY_TOO_LARGE' },
    { case: '10 MB', totalBytes: 10_000_000, statusCode: 413, code: 'BODY_TOO_LARGE' },
  ])('F115: answers $statusCode to a body of $case', async ({ totalBytes, statusCode, code }) => {
    const answer = await createWebhookBench().call({ body: jsonOf(totalBytes) });
    expect(answer).toMatchObject({ statusCode, document: { code } });
  });

  it.each([
    { case: 'too many of them', headers: Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`x-${i}`, 'a'])) },
    { case: 'one too large', headers: { 'x-large': 'a'.repeat(10_240) } },
    { case: 'names too large', headers: { ['x'.repeat(10_240)]: 'a' } },
  ])('F115: answers 431 to headers, $case, before it reads the body', async ({ headers }) => {
    const answer = await createWebhookBench().call({ body: jsonOf(4_500_001), headers });
    expect(answer).toMatchObject({ statusCode: 431, document: { code: 'HEADERS_TOO_LARGE' } });
  });

  it.each(['gzip', 'deflate', 'br', 'zstd', 'GZIP', 'identity, gzip', 'identity,identity', ''])(
    'F116: answers 415 to content-encoding "%s"',
    async (encoding) => {
      const answer = await createWebhookBench().call({ headers: { 'content-encoding': encoding } });
      expect(answer).toMatchObject({ statusCode: 415, document: { code: 'CONTENT_ENCODING' } });
    },
  );

  it.each([
    { case: 'an account of others', webhook: 'cms', account: 'press', statusCode: 403 },
    { case: 'an account that does not exist', webhook: 'cms', account: 'nobody', statusCode: 403 },
    { case: 'a property of every object', webhook: 'cms', account: 'constructor', statusCode: 403 },
    { case: 'a prototype', webhook: 'cms', account: '__proto__', statusCode: 403 },
    { case: 'another spelling', webhook: 'cms', account: 'Main', statusCode: 403 },
    { case: 'a path', webhook: 'desk', account: '../main', statusCode: 403 },
    { case: 'a secret of the third account', webhook: 'desk', account: 'strict', statusCode: 403 },
    { case: 'no account where there are several', webhook: 'desk', account: undefined, statusCode: 422 },
    { case: 'an empty name', webhook: 'cms', account: '', statusCode: 422 },
  ])('F122: answers $statusCode to $case', async ({ webhook, account, statusCode }) => {
    const bench = createWebhookBench();
    const answer = await bench.call({ webhook, body: { text: 'hello', account } });
    expect(answer).toMatchObject({ statusCode, document: { errors: [{ path: 'account' }] } });
    expect(bench.log.rows).toEqual([]);
    expect(bench.secrets.reads).toEqual([`webhook/${webhook}`]);
  });

  it.each([
    { case: 'no text and no media', body: {}, path: 'text' },
    { case: 'blanks only', body: { text: ' \n\t\u00a0' }, path: 'text' },
    { case: 'characters that show nothing', body: { text: '\u200b\u2060\u202e' }, path: 'text' },
    { case: '281 characters', body: { text: 'a'.repeat(281) }, path: 'text' },
    { case: '141 of double weight', body: { text: '漢'.repeat(141) }, path: 'text' },
    { case: 'ten thousand combining marks', body: { text: `a${'\u0301'.repeat(10_000)}` }, path: 'text' },
    { case: 'a null character', body: { text: 'a\0b' }, path: 'text' },
    { case: 'a latitude alone', body: { text: 'x', geo: { lat: 1 } }, path: 'geo.long' },
    { case: 'a longitude alone', body: { text: 'x', geo: { long: 1 } }, path: 'geo.lat' },
    { case: 'a latitude beyond the pole', body: { text: 'x', geo: { lat: 90.1, long: 0 } }, path: 'geo.lat' },
    {
      case: 'a quoted post elsewhere',
      body: { text: 'x', attachmentUrl: 'https://x.com.evil.test/a/status/1' },
      path: 'attachmentUrl',
    },
    {
      case: 'a time more than a year ahead',
      body: { text: 'x', scheduleAt: '2027-11-01T00:00:00Z' },
      path: 'scheduleAt',
    },
    { case: 'the year 9999', body: { text: 'x', scheduleAt: '9999-12-31T23:59:59Z' }, path: 'scheduleAt' },
    {
      case: 'a time later past than allowed',
      body: { text: 'x', scheduleAt: '2026-09-24T11:59:59Z' },
      path: 'scheduleAt',
    },
    { case: 'a field nobody knows', body: { text: 'x', status: 'posted' }, path: 'status' },
    { case: 'an id as a number', body: { text: 'x', replyTo: 17 }, path: 'replyTo' },
  ])('F121, F125, F126: answers 422 to $case, naming the field', async ({ body, path }) => {
    const bench = createWebhookBench();
    const answer = await bench.call({ body });
    expect(answer).toMatchObject({ statusCode: 422, document: { errors: [{ path }] } });
    expect(bench.log.rows).toEqual([]);
  });

  it('warns on the row of a picture without alt text, and refuses it where the account says so', async () => {
    const bench = createWebhookBench();
    const drawing = picture('drawing-333x175.png');
    bench.media.put('main/a.png', drawing);
    bench.media.put('strict/a.png', drawing);
    expect(await bench.call({ body: { media: [{ key: 'main/a.png' }] } })).toMatchObject({ statusCode: 202 });
    expect(bench.log.rows[0]?.warnings).toEqual(['media[0].altText is missing']);
    const refused = await bench.call({ webhook: 'careful', body: { media: [{ key: 'strict/a.png' }] } });
    expect(refused).toMatchObject({ statusCode: 422, document: { errors: [{ path: 'media[0].altText' }] } });
    const described = { media: [{ key: 'strict/a.png', altText: 'A drawing' }] };
    expect(await bench.call({ webhook: 'careful', body: described })).toMatchObject({ statusCode: 202 });
  });

  it("answers 422 to what the account's driver cannot send, instead of failing the post later", async () => {
    const bench = createWebhookBench();
    const answer = await bench.call({ webhook: 'careful', body: { text: 'here', geo: { lat: 48.1, long: 11.6 } } });
    const errors = [{ path: 'geo.lat' }, { path: 'geo.long' }];
    expect(answer).toMatchObject({ statusCode: 422, document: { code: 'UNSUPPORTED_FIELD', errors } });
    expect(bench.log.rows).toEqual([]);
  });
});
