import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

import type { Hints } from '../../domain/ports.ts';
import { clientSettings } from './client-settings.ts';
import { answering } from './store-unavailable.ts';

/**
 * SQS holds a message back no longer; what is due later is found by the sweep.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html (read 2026-11)
 */
const MAX_DELAY_SECONDS = 900;

export interface SqsHintsOptions {
  readonly client: SQSClient;
  readonly queueUrl: string;
}

/** Hints as messages of a queue. Two that say the same do no harm: the second finds nothing to do. */
export class SqsHints implements Hints {
  readonly #options: SqsHintsOptions;

  constructor(options: SqsHintsOptions) {
    this.#options = options;
  }

  async send(account: string, delaySeconds = 0): Promise<void> {
    const { client, queueUrl } = this.#options;
    const DelaySeconds = Math.min(Math.max(Math.ceil(delaySeconds), 0), MAX_DELAY_SECONDS);
    const MessageBody = JSON.stringify({ account });
    await answering('the queue of hints', async () =>
      client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody, DelaySeconds })),
    );
  }
}

/** The queue at that URL, in this account and region. */
export function openSqsHints(queueUrl: string): SqsHints {
  return new SqsHints({ client: new SQSClient(clientSettings.sqs), queueUrl });
}
