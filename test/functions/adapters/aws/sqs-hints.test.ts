import { createHash } from 'node:crypto';

import { SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { SqsFetchHints } from '../../../../functions/adapters/aws/sqs-fetch-hints.ts';
import { SqsHints } from '../../../../functions/adapters/aws/sqs-hints.ts';
import { StoreUnavailableError } from '../../../../functions/domain/errors.ts';
import { jsonReply, openAwsServer, type AwsServer } from '../../../fakes/aws/aws-server.ts';
import { testClient } from '../../../fakes/aws/test-client.ts';

let server: AwsServer;
let client: SQSClient;
let hints: SqsHints;

beforeAll(async () => {
  server = await openAwsServer(async ({ body }) => {
    const { MessageBody } = JSON.parse(body.toString()) as { MessageBody: string };
    return jsonReply({ MessageId: 'm1', MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex') });
  });
  client = new SQSClient(testClient('sqs', server.url));
  hints = new SqsHints({ client, queueUrl: `${server.url}/000000000000/hints` });
});
beforeEach(() => server.forget());
afterAll(async () => {
  client.destroy();
  await server.close();
});

const sent = () => server.calls.map(({ body }) => JSON.parse(body.toString()) as Record<string, unknown>);

describe('SqsHints', () => {
  it('names the account, and nothing else', async () => {
    await hints.send('main');
    expect(sent()).toEqual([
      { QueueUrl: `${server.url}/000000000000/hints`, MessageBody: '{"account":"main"}', DelaySeconds: 0 },
    ]);
  });

  it.each([
    { case: 'a part of a second up', seconds: 0.2, delay: 1 },
    { case: 'as asked', seconds: 90, delay: 90 },
    { case: 'to no more than SQS takes', seconds: 4_000, delay: 900 },
    { case: 'for ever to the same', seconds: Infinity, delay: 900 },
    { case: 'what is over to nothing', seconds: -5, delay: 0 },
  ])('holds a message back, rounded $case', async ({ seconds, delay }) => {
    await hints.send('main', seconds);
    expect(sent()).toMatchObject([{ DelaySeconds: delay }]);
  });

  it('sends a second one when the answer to the first got lost: two hints do no harm', async () => {
    server.failNext('SendMessage', 'answer lost');
    await hints.send('main');
    expect(sent()).toHaveLength(2);
  });

  it('tells that the queue does not answer', async () => {
    const nobody = new SQSClient(testClient('sqs', 'http://127.0.0.1:1', { maxAttempts: 1 }));
    const lost = new SqsHints({ client: nobody, queueUrl: 'http://127.0.0.1:1/0/hints' });
    await expect(lost.send('main')).rejects.toThrow(StoreUnavailableError);
  });
});

describe('SqsFetchHints', () => {
  it('names the row, and nothing else', async () => {
    const queueUrl = `${server.url}/000000000000/fetches`;
    await new SqsFetchHints({ client, queueUrl }).send('webhook-1');
    expect(sent()).toEqual([{ QueueUrl: queueUrl, MessageBody: '{"publication":"webhook-1"}' }]);
  });

  it('tells that the queue does not answer', async () => {
    const nobody = new SQSClient(testClient('sqs', 'http://127.0.0.1:1', { maxAttempts: 1 }));
    const lost = new SqsFetchHints({ client: nobody, queueUrl: 'http://127.0.0.1:1/0/fetches' });
    await expect(lost.send('webhook-1')).rejects.toThrow(StoreUnavailableError);
  });
});
