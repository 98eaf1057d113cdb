import { createHash } from 'node:crypto';

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

import { DynamoLog } from '../../../functions/adapters/aws/dynamo-log.ts';
import { jsonError, jsonReply, openAwsServer, type AwsCall, type AwsReply, type AwsServer } from './aws-server.ts';
import { createLogTable } from './create-log-table.ts';
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
  close(): Promise<void>;
}

/** All of AWS that a deployment uses, on one port of this machine. */
export async function openAws(): Promise<OpenedAws> {
  const dynalite = await startDynalite();
  const s3 = new InMemoryS3({ versioned: true });
  const messages: string[] = [];
  const secrets = new Map<string, string | undefined>();
  const server = await openAwsServer(async (call) => {
    const [service] = String(call.headers['x-amz-target'] ?? '').split('.');
    if (service === 'DynamoDB_20120810') return dynalite.answer(call);
    if (service === 'AmazonSQS') return takeMessage(call, messages);
    if (service === 'secretsmanager') return giveSecret(call, secrets);
    return s3.answer(call);
  });
  const client = new DynamoDBClient(testClient('dynamodb', server.url));
  await createLogTable(client, 'log');
  return {
    server,
    s3,
    messages,
    secrets,
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

function giveSecret({ body }: AwsCall, secrets: ReadonlyMap<string, string | undefined>): AwsReply {
  const { SecretId } = JSON.parse(body.toString()) as { SecretId: string };
  const SecretString = secrets.get(SecretId);
  if (SecretString !== undefined) return jsonReply({ ARN: SecretId, SecretString });
  const what = secrets.has(SecretId) ? 'secret value for staging label: AWSCURRENT' : 'secret.';
  return jsonError('ResourceNotFoundException', `Secrets Manager can't find the specified ${what}`);
}
