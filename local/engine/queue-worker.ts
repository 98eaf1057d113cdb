import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';

import type { Clock, Journal } from '../../functions/domain/ports.ts';
import { lambdaContext } from './lambda-context.ts';
import type { QueueMessage, SqliteQueue } from './sqlite-queue.ts';

const VISIBILITY_MS = 720_000;
const RETRY_AFTER_MS = 5_000;
const LONGEST_SLEEP_MS = 60_000;
/** Taken from the queue and waiting for their group; more only waste memory. */
const MAX_WAITING = 64;

export interface QueueWorkerOptions {
  readonly queue: SqliteQueue;
  readonly handler: (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;
  /** Messages with the same group are handled one after the other, as in a FIFO queue. */
  readonly groupOf: (message: QueueMessage) => string;
  readonly lanes: number;
  readonly clock: Clock;
  readonly journal: Journal;
}

/** Brings a queue's messages to a handler as Lambda's event source does, one message a call. */
export class QueueWorker {
  readonly #options: QueueWorkerOptions;
  readonly #groups = new Map<string, Promise<void>>();
  #waiting: QueueMessage[] = [];
  #timer: NodeJS.Timeout | undefined;
  #isStopped = true;

  constructor(options: QueueWorkerOptions) {
    this.#options = options;
  }

  start(): void {
    this.#isStopped = false;
    this.wake();
  }

  /** Takes no new message and waits for those in hand. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await Promise.all(this.#groups.values());
  }

  /** There may be something to do. */
  wake(): void {
    if (this.#isStopped) return;
    clearTimeout(this.#timer);
    // On the next turn, since the caller may be inside a transaction.
    this.#timer = setTimeout(() => this.#take(), 0);
  }

  #take(): void {
    const { queue, lanes, groupOf, clock } = this.#options;
    this.#waiting.push(...queue.receive(MAX_WAITING - this.#waiting.length, VISIBILITY_MS));
    this.#waiting = this.#waiting.filter((message) => {
      const group = groupOf(message);
      if (this.#groups.has(group) || this.#groups.size >= lanes) return true;
      this.#begin(group, message);
      return false;
    });
    const next = queue.nextVisibleAt();
    if (next === undefined || this.#isStopped) return;
    const delayMs = Math.min(Math.max(next - clock(), 1), LONGEST_SLEEP_MS);
    this.#timer = setTimeout(() => this.#take(), delayMs);
  }

  #begin(group: string, message: QueueMessage): void {
    const work = this.#handle(message).finally(() => {
      this.#groups.delete(group);
      this.wake();
    });
    this.#groups.set(group, work);
  }

  async #handle(message: QueueMessage): Promise<void> {
    const { queue, handler, journal } = this.#options;
    try {
      const { batchItemFailures } = await handler({ Records: [recordOf(message)] }, lambdaContext());
      if (batchItemFailures.length === 0) queue.delete(message.id);
      else queue.giveBack(message, RETRY_AFTER_MS);
    } catch (error) {
      journal.write('error', 'handler-failed', { reason: String(error).slice(0, 300) });
      queue.giveBack(message, RETRY_AFTER_MS);
    }
  }
}

function recordOf({ id, body, receiveCount }: QueueMessage): SQSRecord {
  return {
    messageId: id,
    receiptHandle: id,
    body,
    attributes: {
      ApproximateReceiveCount: String(receiveCount),
      SentTimestamp: '0',
      SenderId: 'local',
      ApproximateFirstReceiveTimestamp: '0',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:local:000000000000:local',
    awsRegion: 'local',
  };
}
