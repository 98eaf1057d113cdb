import { describe, expect, it } from 'vitest';

import type { Publication } from '../../../functions/domain/publication.ts';
import { createWebhookBench, picture } from '../../fakes/webhook-bench.ts';

type Bench = ReturnType<typeof createWebhookBench>;

async function change(bench: Bench, changes: Partial<Publication>): Promise<void> {
  const [row] = bench.log.rows;
  if (row === undefined) throw new Error('no row');
  await bench.log.transact([{ ...row, ...changes, version: row.version + 1 }]);
}

const posted = {
  state: 'POSTED',
  dueAtEpochMs: null,
  result: { postId: '17', url: 'https://x.com/i/status/17', postedAtEpochMs: Date.UTC(2026, 9, 1, 12, 1) },
} as const;

/** Ends the row when the answer has waited so long. */
function endAfter(bench: Bench, milliseconds: number, changes: Partial<Publication>): void {
  const endAtEpochMs = bench.clock() + milliseconds;
  bench.meanwhile.act = async () => {
    if (bench.clock() >= endAtEpochMs && bench.log.rows[0]?.state === 'RECEIVED') await change(bench, changes);
  };
}

describe('a dry run', () => {
  it('tells what the post would be, and leaves nothing behind', async () => {
    const bench = createWebhookBench();
    const media = [{ data: picture().toString('base64') }];
    const answer = await bench.call({ id: 'msg_1', body: { text: 'See example.com', media, dryRun: true } });
    expect(answer).toMatchObject({
      statusCode: 200,
      document: {
        state: 'dry run',
        account: 'main',
        text: 'See example.com',
        weightedLength: 27,
        maxWeightedLength: 280,
        price: { totalUsd: 0.2, lines: [{ usd: 0.2 }] },
        problems: [],
        warnings: [expect.stringContaining('altText'), expect.stringContaining('example.com')],
        media: [{ mediaType: 'image/jpeg', kind: 'photo', widthPx: 800, heightPx: 320 }],
      },
    });
    expect(answer.document).not.toHaveProperty('id');
    expect([bench.log.rows, bench.media.objects.size, bench.hints.sent]).toEqual([[], 0, []]);
  });

  it('tells every problem at once: of the text, of a file, of what lies nowhere', async () => {
    const media = [{ data: 'AAAA' }, { key: 'main/gone.jpg' }];
    const { statusCode, document } = await createWebhookBench().call({
      body: { text: 'x'.repeat(281), media, dryRun: true },
    });
    expect(statusCode).toBe(200);
    expect(document['problems']).toMatchObject([
      { path: 'media[0].data', code: 'MEDIA_TYPE' },
      { path: 'media[1].key', code: 'SOURCE_GONE' },
      { path: 'text', code: 'TEXT_TOO_LONG' },
    ]);
  });

  it('does not use up its id or its key: the real call posts, and a dry run after it still previews', async () => {
    const bench = createWebhookBench();
    const body = { text: 'hello', idempotencyKey: 'k' };
    const dry = { ...body, dryRun: true };
    const states = [];
    for (const sent of [dry, dry, body, dry, body]) {
      const { statusCode, document } = await bench.call({ id: 'msg_1', body: sent });
      states.push(`${statusCode} ${String(document['state'])}`);
    }
    expect(states).toEqual(['200 dry run', '200 dry run', '202 queued', '200 dry run', '200 queued']);
    expect(bench.log.rows).toHaveLength(1);
  });

  it('stays one however often the signed bytes are sent, and cannot be asked for by what is not signed', async () => {
    const bench = createWebhookBench();
    const body = { text: 'hello', dryRun: true };
    for (const _ of [1, 2, 3]) await bench.call({ id: 'msg_1', body });
    expect(bench.log.rows).toEqual([]);
    const answer = await bench.call({ body: { text: 'hello' }, query: { dryRun: 'true', wait: '20' } });
    expect(answer.statusCode).toBe(202);
  });

  it('is all that a webhook does whose config says so, whatever the call says', async () => {
    const bench = createWebhookBench();
    for (const over of [{}, { dryRun: false }, { dryRun: true }]) {
      const answer = await bench.call({ webhook: 'rehearsal', body: { text: 'hello', ...over } });
      expect(answer).toMatchObject({ statusCode: 200, document: { state: 'dry run' } });
    }
    expect(bench.log.rows).toEqual([]);
  });

  it('can be asked for by a form', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await createWebhookBench().call({ body: 'text=hello&dryRun=true', headers });
    expect(answer.document).toMatchObject({ state: 'dry run', text: 'hello' });
  });

  it.each([
    { case: 'no yes or no', body: { text: 'a', dryRun: 'true' }, path: 'dryRun' },
    { case: 'a wait beyond what the gateway bears', body: { text: 'a', wait: 25.1 }, path: 'wait' },
    { case: 'a wait into the past', body: { text: 'a', wait: -1 }, path: 'wait' },
    { case: 'a wait as a text', body: { text: 'a', wait: '20' }, path: 'wait' },
  ])('is refused like any call for $case', async ({ body, path }) => {
    const answer = await createWebhookBench().call({ body });
    expect(answer).toMatchObject({ statusCode: 422, document: { errors: [{ path }] } });
  });
});

describe('an answer that waits', () => {
  it('comes with the post as soon as it is there', async () => {
    const bench = createWebhookBench();
    const before = bench.clock();
    endAfter(bench, 3_000, posted);
    const answer = await bench.call({ body: { text: 'hello', wait: 20 } });
    expect(answer).toMatchObject({ statusCode: 200, document: { state: 'posted', result: { postId: '17' } } });
    expect(bench.clock() - before).toBeLessThan(4_000);
  });

  it('comes with the reason where the post failed', async () => {
    const bench = createWebhookBench();
    const failure = { code: 'DUPLICATE', message: 'X has this text already' };
    endAfter(bench, 1_000, { state: 'REJECTED', dueAtEpochMs: null, failure });
    const answer = await bench.call({ webhook: 'patient' });
    expect(answer).toMatchObject({ statusCode: 200, document: { state: 'failed', failure } });
  });

  it.each([
    { case: 'as long as the call asks for', webhook: 'cms', wait: 7, waitedMs: 7_000 },
    { case: 'as long as the config says', webhook: 'patient', wait: undefined, waitedMs: 20_000 },
    { case: 'as the call says, before the config', webhook: 'patient', wait: 1, waitedMs: 1_000 },
    { case: 'not at all unless asked', webhook: 'cms', wait: undefined, waitedMs: 0 },
  ])('is 202 when nothing has come of it, having waited $case', async ({ webhook, wait, waitedMs }) => {
    const bench = createWebhookBench();
    const before = bench.clock();
    const answer = await bench.call({ webhook, body: { text: 'hello', ...(wait !== undefined && { wait }) } });
    expect(answer).toMatchObject({ statusCode: 202, document: { state: 'queued' } });
    expect(bench.clock() - before).toBe(waitedMs);
  });

  it.each([
    {
      case: 'is scheduled for later',
      over: { scheduleAt: '2026-10-01T13:00:00Z' },
      changes: undefined,
      state: 'queued',
    },
    {
      case: 'waits for longer',
      over: {},
      changes: { state: 'DEFERRED', dueAtEpochMs: Date.UTC(2026, 9, 1, 13) } as const,
      state: 'waiting',
    },
    {
      case: 'asks for a person',
      over: {},
      changes: { state: 'NEEDS_HUMAN', dueAtEpochMs: null } as const,
      state: 'needs-human',
    },
  ])('does not keep a sender for a post that $case', async ({ over, changes, state }) => {
    const bench = createWebhookBench();
    const before = bench.clock();
    if (changes !== undefined) endAfter(bench, 0, changes);
    const answer = await bench.call({ body: { text: 'hello', wait: 20, ...over } });
    expect(answer).toMatchObject({ statusCode: 202, document: { state } });
    expect(bench.clock() - before).toBeLessThan(1_000);
  });

  it('waits at a repeat too, and takes another wait for the same call', async () => {
    const bench = createWebhookBench();
    expect((await bench.call({ id: 'msg_1', body: { text: 'hello' } })).statusCode).toBe(202);
    endAfter(bench, 1_000, posted);
    const again = await bench.call({ id: 'msg_1', body: { text: 'hello', wait: 5 } });
    expect(again).toMatchObject({ statusCode: 200, document: { state: 'posted' } });
  });

  it('is 202 when the log goes down meanwhile: what is accepted stays accepted', async () => {
    const bench = createWebhookBench();
    bench.meanwhile.act = async () => void (bench.log.isDown = true);
    expect(await bench.call({ body: { text: 'hello', wait: 5 } })).toMatchObject({ statusCode: 202 });
  });

  it('ends before the function does', async () => {
    const bench = createWebhookBench({ remainingMs: 6_000 });
    const before = bench.clock();
    expect((await bench.call({ body: { text: 'hello', wait: 25 } })).statusCode).toBe(202);
    expect(bench.clock() - before).toBe(4_000);
  });
});
