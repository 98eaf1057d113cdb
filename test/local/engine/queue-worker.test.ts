import { DatabaseSync } from 'node:sqlite';

import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { QueueWorker, type QueueWorkerOptions } from '../../../local/engine/queue-worker.ts';
import { SqliteQueue } from '../../../local/engine/sqlite-queue.ts';
import { RecordingJournal } from '../../fakes/recording-journal.ts';

/** A handler whose calls stay open until the test ends them. */
function openHandler() {
  const calls: { readonly body: string; end(failed?: boolean): void; readonly context: Context }[] = [];
  const handler = async ({ Records: [record] }: SQSEvent, context: Context) =>
    new Promise<SQSBatchResponse>((resolve) => {
      const failures = [{ itemIdentifier: record!.messageId }];
      const end = (failed = false) => resolve({ batchItemFailures: failed ? failures : [] });
      calls.push({ body: record!.body, end, context });
    });
  return { calls, handler, bodies: () => calls.map(({ body }) => body) };
}

let database: DatabaseSync;
let queue: SqliteQueue;
let journal: RecordingJournal;
let worker: QueueWorker | undefined;

beforeEach(() => {
  database = new DatabaseSync(':memory:');
  journal = new RecordingJournal();
  worker = undefined;
  queue = new SqliteQueue(database, 'q', Date.now, () => worker?.wake());
});
afterEach(async () => {
  await worker?.stop();
});

function start(options: Partial<QueueWorkerOptions> & Pick<QueueWorkerOptions, 'handler'>): QueueWorker {
  worker = new QueueWorker({
    queue,
    groupOf: ({ body }) => body.slice(0, 1),
    lanes: 2,
    clock: Date.now,
    journal,
    firstRetryAfterMs: 1,
    ...options,
  });
  worker.start();
  return worker;
}

const settle = async () => new Promise((resolve) => setTimeout(resolve, 30));
const waiting = () => Number(database.prepare("SELECT count(*) AS n FROM messages WHERE queue = 'q'").get()?.['n']);

describe('QueueWorker', () => {
  it('takes what waited before it started, and what is sent later', async () => {
    queue.send('a1');
    const { handler, calls, bodies } = openHandler();
    start({ handler });
    await expect.poll(bodies).toEqual(['a1']);
    queue.send('b1');
    await expect.poll(bodies).toEqual(['a1', 'b1']);
    for (const call of calls) call.end();
    await expect.poll(waiting).toBe(0);
  });

  it('handles one message of a group at a time, and other groups beside it', async () => {
    for (const body of ['a1', 'a2', 'b1']) queue.send(body);
    const { handler, calls, bodies } = openHandler();
    start({ handler });
    await expect.poll(bodies).toEqual(['a1', 'b1']);
    calls[1]?.end();
    await settle();
    expect(bodies()).toEqual(['a1', 'b1']);
    calls[0]?.end();
    await expect.poll(bodies).toEqual(['a1', 'b1', 'a2']);
    calls[2]?.end();
    await expect.poll(waiting).toBe(0);
  });

  it('handles no more groups at once than it has lanes', async () => {
    for (const body of ['a', 'b', 'c', 'd']) queue.send(body);
    const { handler, calls, bodies } = openHandler();
    start({ handler, lanes: 2 });
    await expect.poll(bodies).toEqual(['a', 'b']);
    await settle();
    expect(bodies()).toEqual(['a', 'b']);
    calls[1]?.end();
    await expect.poll(bodies).toEqual(['a', 'b', 'c']);
    calls[0]?.end();
    calls[2]?.end();
    await expect.poll(bodies).toHaveLength(4);
    calls[3]?.end();
  });

  it('gets through far more messages than it holds in memory', async () => {
    const seen: string[] = [];
    for (let i = 0; i < 500; i += 1) queue.send(`a${i}`);
    start({
      handler: async ({ Records }) => {
        seen.push(Records[0]!.body);
        return { batchItemFailures: [] };
      },
    });
    await expect.poll(waiting, { timeout: 10_000 }).toBe(0);
    expect(seen).toEqual(Array.from({ length: 500 }, (_, i) => `a${i}`));
  });

  it('does not ask the queue over and over while it can take nothing more', async () => {
    for (let i = 0; i < 200; i += 1) queue.send(`a${i}`);
    const { handler, calls } = openHandler();
    start({ handler });
    await expect.poll(() => calls.length).toBe(1);
    const receive = vi.spyOn(queue, 'receive');
    await settle();
    expect(receive.mock.calls.length).toBeLessThan(3);
    const stopped = worker?.stop();
    calls[0]?.end();
    await stopped;
  });

  it.each([
    {
      case: 'reports it',
      fail: async (event: SQSEvent) => ({ batchItemFailures: [{ itemIdentifier: event.Records[0]!.messageId }] }),
    },
    { case: 'throws', fail: async () => Promise.reject(new Error('a bug')) },
  ])('brings a message again that the handler $case as failed, and puts it aside in the end', async ({ fail }) => {
    let calls = 0;
    queue.send('poison');
    queue.send('good');
    start({
      handler: async (event) => {
        if (event.Records[0]?.body === 'good') return { batchItemFailures: [] };
        calls += 1;
        return fail(event);
      },
    });
    await expect.poll(() => queue.deadCount(), { timeout: 10_000 }).toBe(1);
    expect(calls).toBe(8);
    expect(waiting()).toBe(0);
    expect(journal.linesOf('message-dead')).toMatchObject([{ level: 'error', fields: { receiveCount: 8 } }]);
  });

  it('waits longer each time before it brings a message again', async () => {
    let now = 1_000_000;
    const pauses: number[] = [];
    queue = new SqliteQueue(
      database,
      'q',
      () => now,
      () => worker?.wake(),
    );
    queue.send('poison');
    start({
      firstRetryAfterMs: 5_000,
      clock: () => now,
      handler: async () => Promise.reject(new Error('down')),
    });
    for (let delivery = 1; delivery < 8; delivery += 1) {
      await expect.poll(() => journal.linesOf('handler-failed').length).toBe(delivery);
      const next = queue.nextVisibleAt() ?? 0;
      pauses.push(next - now);
      now = next;
      worker?.wake();
    }
    await expect.poll(() => queue.deadCount()).toBe(1);
    expect(pauses).toEqual([5_000, 10_000, 20_000, 40_000, 80_000, 160_000, 320_000]);
  });

  it('goes on when the queue itself fails, and leaves no promise to fall', async () => {
    const { handler, calls, bodies } = openHandler();
    queue.send('a1');
    const failing = vi.spyOn(queue, 'receive').mockImplementationOnce(() => {
      throw new Error('disk I/O error');
    });
    start({ handler });
    await expect.poll(() => journal.linesOf('queue-failed').length).toBe(1);
    failing.mockRestore();
    worker?.wake();
    await expect.poll(bodies).toEqual(['a1']);
    vi.spyOn(queue, 'delete').mockImplementationOnce(() => {
      throw new Error('disk I/O error');
    });
    vi.spyOn(queue, 'giveBack').mockImplementationOnce(() => {
      throw new Error('disk I/O error');
    });
    calls[0]?.end();
    await expect.poll(() => journal.linesOf('queue-failed').length).toBe(2);
    queue.send('a2');
    await expect.poll(bodies).toEqual(['a1', 'a2']);
    calls[1]?.end();
  });

  it('finishes what it has in hand when it is stopped, and takes nothing new', async () => {
    for (const body of ['a1', 'a2', 'b1']) queue.send(body);
    const { handler, calls, bodies } = openHandler();
    start({ handler });
    await expect.poll(bodies).toEqual(['a1', 'b1']);
    let isStopped = false;
    const stopped = worker?.stop().then(() => (isStopped = true));
    queue.send('c1');
    calls[0]?.end();
    await settle();
    expect(isStopped).toBe(false);
    calls[1]?.end();
    await stopped;
    expect(bodies()).toEqual(['a1', 'b1']);
    expect(waiting()).toBe(2);
  });

  it('tells the handler that no time is left once it is stopped', async () => {
    queue.send('a1');
    const { handler, calls } = openHandler();
    start({ handler });
    await expect.poll(() => calls.length).toBe(1);
    expect(calls[0]?.context.getRemainingTimeInMillis()).toBeGreaterThan(60_000);
    const stopped = worker?.stop();
    expect(calls[0]?.context.getRemainingTimeInMillis()).toBe(0);
    calls[0]?.end();
    await stopped;
  });

  it('hands over one record in the shape of SQS', async () => {
    queue.send('{"account":"main"}');
    let event: SQSEvent | undefined;
    start({
      handler: async (got) => {
        event = got;
        return { batchItemFailures: [] };
      },
    });
    await expect.poll(() => event).toBeDefined();
    expect(event).toMatchObject({
      Records: [{ body: '{"account":"main"}', eventSource: 'aws:sqs', attributes: { ApproximateReceiveCount: '1' } }],
    });
  });
});
