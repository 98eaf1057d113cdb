import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';

import type { Clock, Journal } from '../../functions/domain/ports.ts';
import { lambdaContext, REMAINING_MS } from './lambda-context.ts';
import type { QueueMessage, SqliteQueue } from './sqlite-queue.ts';

const VISIBILITY_MS = 720_000;
/** The first pause before a failed message comes again; each further one is twice as long. */
const FIRST_RETRY_AFTER_MS = 5_000;
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
  /** @default 5 s; eight deliveries then take ten minutes */
  readonly firstRetryAfterMs?: number;
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
    // On the next turn, since the caller may be inside a transaction.
    this.#takeIn(0);
  }

  #takeIn(delayMs: number): void {
    if (this.#isStopped) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      try {
        this.#take();
      } catch (error) {
        this.#tellQueueFailed(error);
        this.#takeIn(FIRST_RETRY_AFTER_MS);
      }
    }, delayMs);
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
    // Full: the next group that ends wakes us.
    if (this.#waiting.length >= MAX_WAITING) return;
    const next = queue.nextVisibleAt();
    if (next !== undefined) this.#takeIn(Math.min(Math.max(next - clock(), 1), LONGEST_SLEEP_MS));
  }

  #begin(group: string, message: QueueMessage): void {
    const work = this.#handle(message).finally(() => {
      this.#groups.delete(group);
      this.wake();
    });
    this.#groups.set(group, work);
  }

  /** Never rejects: what cannot even be given back shows itself again when its time is over. */
  async #handle(message: QueueMessage): Promise<void> {
    try {
      if (await this.#succeeds(message)) this.#options.queue.delete(message.id);
      else this.#giveBack(message);
    } catch (error) {
      this.#tellQueueFailed(error);
    }
  }

  async #succeeds(message: QueueMessage): Promise<boolean> {
    const { handler, journal } = this.#options;
    const context = lambdaContext(() => (this.#isStopped ? 0 : REMAINING_MS));
    try {
      const { batchItemFailures } = await handler({ Records: [recordOf(message)] }, context);
      return batchItemFailures.length === 0;
    } catch (error) {
      journal.write('error', 'handler-failed', { reason: String(error).slice(0, 300) });
      return false;
    }
  }

  #giveBack(message: QueueMessage): void {
    const { queue, journal, firstRetryAfterMs = FIRST_RETRY_AFTER_MS } = this.#options;
    const { id, receiveCount } = message;
    const outcome = queue.giveBack(message, firstRetryAfterMs * 2 ** (receiveCount - 1));
    if (outcome === 'dead') journal.write('error', 'message-dead', { id, receiveCount });
  }

  #tellQueueFailed(error: unknown): void {
    this.#options.journal.write('error', 'queue-failed', { reason: String(error).slice(0, 300) });
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
