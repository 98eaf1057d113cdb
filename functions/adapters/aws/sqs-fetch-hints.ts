import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

import type { FetchHints } from '../../domain/ports.ts';
import { clientSettings } from './client-settings.ts';
import { answering } from './store-unavailable.ts';

/** Hints at rows whose media are to be fetched, as messages of a queue. */
export class SqsFetchHints implements FetchHints {
  readonly #options: { readonly client: SQSClient; readonly queueUrl: string };

  constructor(options: { readonly client: SQSClient; readonly queueUrl: string }) {
    this.#options = options;
  }

  async send(publicationId: string): Promise<void> {
    const { client, queueUrl } = this.#options;
    const MessageBody = JSON.stringify({ publication: publicationId });
    await answering('the queue of fetches', async () =>
      client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody })),
    );
  }
}

/** The queue at that URL, in this account and region. */
export function openSqsFetchHints(queueUrl: string): SqsFetchHints {
  return new SqsFetchHints({ client: new SQSClient(clientSettings.sqs), queueUrl });
}
