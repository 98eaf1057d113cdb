import { createHash } from 'node:crypto';

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

import { DynamoLog } from '../../../functions/adapters/aws/dynamo-log.ts';
import { jsonError, jsonReply, openAwsServer, type AwsCall, type AwsReply, type AwsServer } from './aws-server.ts';
import { createLogTable } from './create-log-table.ts';
import { describeStack, type FakeStack } from './describe-stack.ts';
import { InMemoryS3 } from './in-memory-s3.ts';
import { startDynalite } from './open-dynalite.ts';
import { testClient } from './test-client.ts';

export interface OpenedAws {
  readonly server: AwsServer;
  readonly s3: InMemoryS3;
  /** The log in the table `log`. */
  readonly log: DynamoLog;
  /** Bodies of the messages that were sent, in order. */
  readonly messages: string[];
  /** By ARN; one without a value is there and not set. */
  readonly secrets: Map<string, string | undefined>;
  /** By name. */
  readonly stacks: Map<string, FakeStack>;
  /** Attributes by the last part of a queue's URL, as in `{ ApproximateNumberOfMessages: '3' }`. */
  readonly queues: Map<string, Readonly<Record<string, string>>>;
  /** What is in a bucket's `NotificationConfiguration`, as XML. */
  readonly notifications: Map<string, string>;
  /** Codes with which CloudFormation refuses its next callers. */
  readonly refusals: string[];
  close(): Promise<void>;
}

/** All of AWS that a deployment uses, on one port of this machine. */
export async function openAws(): Promise<OpenedAws> {
  const dynalite = await startDynalite();
  const s3 = new InMemoryS3({ versioned: true });
  const messages: string[] = [];
  const secrets = new Map<string, string | undefined>();
  const stacks: OpenedAws['stacks'] = new Map();
  const queues: OpenedAws['queues'] = new Map();
  const notifications: OpenedAws['notifications'] = new Map();
  const refusals: string[] = [];
  const server = await openAwsServer(async (call) => {
    const [service] = String(call.headers['x-amz-target'] ?? '').split('.');
    if (service === 'DynamoDB_20120810') return dynalite.answer(call);
    if (call.operation === 'GetQueueAttributes') return tellQueue(call, queues);
    if (service === 'AmazonSQS') return takeMessage(call, messages);
    if (call.operation === 'PutSecretValue') return takeSecret(call, secrets);
    if (service === 'secretsmanager') return giveSecret(call, secrets);
    if (call.body.includes('Action=DescribeStacks')) return describeStack(call, stacks, refusals.shift());
    if (call.url.searchParams.has('notification')) return tellNotification(call, notifications);
    return s3.answer(call);
  });
  const client = new DynamoDBClient(testClient('dynamodb', server.url));
  await createLogTable(client, 'log');
  return {
    server,
    s3,
    messages,
    secrets,
    stacks,
    queues,
    notifications,
    refusals,
    log: new DynamoLog({ client, table: 'log' }),
    close: async () => {
      client.destroy();
      await server.close();
      await dynalite.close();
    },
  };
}

function takeMessage({ body }: AwsCall, messages: string[]): AwsReply {
  const { MessageBody } = JSON.parse(body.toString()) as { MessageBody: string };
  messages.push(MessageBody);
  const MD5OfMessageBody = createHash('md5').update(MessageBody).digest('hex');
  return jsonReply({ MessageId: `m${messages.length}`, MD5OfMessageBody });
}

function tellQueue({ body }: AwsCall, queues: OpenedAws['queues']): AwsReply {
  const { QueueUrl } = JSON.parse(body.toString()) as { QueueUrl: string };
  const Attributes = queues.get(QueueUrl.split('/').at(-1) ?? '');
  if (Attributes !== undefined) return jsonReply({ Attributes });
  return jsonError('QueueDoesNotExist', 'The specified queue does not exist.');
}

function tellNotification({ url }: AwsCall, notifications: OpenedAws['notifications']): AwsReply {
  const inner = notifications.get(url.pathname.split('/')[1] ?? '') ?? '';
  return { status: 200, body: `<NotificationConfiguration>${inner}</NotificationConfiguration>` };
}

function takeSecret({ body }: AwsCall, secrets: Map<string, string | undefined>): AwsReply {
  const { SecretId, SecretString } = JSON.parse(body.toString()) as { SecretId: string; SecretString: string };
  if (!secrets.has(SecretId)) return jsonError('ResourceNotFoundException', 'there is no such secret');
  secrets.set(SecretId, SecretString);
  return jsonReply({ ARN: SecretId, VersionId: 'v' });
}

function giveSecret({ body }: AwsCall, secrets: ReadonlyMap<string, string | undefined>): AwsReply {
  const { SecretId } = JSON.parse(body.toString()) as { SecretId: string };
  const SecretString = secrets.get(SecretId);
  if (SecretString !== undefined) return jsonReply({ ARN: SecretId, SecretString });
  const what = secrets.has(SecretId) ? 'secret value for staging label: AWSCURRENT' : 'secret.';
  return jsonError('ResourceNotFoundException', `Secrets Manager can't find the specified ${what}`);
}
