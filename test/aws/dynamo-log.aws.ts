import { randomUUID } from 'node:crypto';

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe } from 'vitest';

import { DynamoLog } from '../../functions/adapters/aws/dynamo-log.ts';
import { describeLostAnswers } from '../contracts/lost-answers.ts';
import { describePublicationLog } from '../contracts/publication-log.ts';
import { openAwsServer, type AwsServer } from '../fakes/aws/aws-server.ts';
import { createLogTable } from '../fakes/aws/create-log-table.ts';
import { forwardToDynamoDb } from '../fakes/aws/forward-to-dynamodb.ts';
import { testClient } from '../fakes/aws/test-client.ts';
import { fetchDynamoDbLocal } from './dynamodb-local/fetch-dynamodb-local.ts';
import { openDynamoDbLocal } from './dynamodb-local/open-dynamodb-local.ts';

const found = await fetchDynamoDbLocal();
const reason = `cannot be tried here: there is no ${found.missing}`;
const title = found.jars === undefined ? reason : 'what every log promises';
// Titles of skipped tests are not shown.
if (found.jars === undefined) console.warn(`DynamoDB Local ${reason}`);

describe.skipIf(found.jars === undefined)(`DynamoDB Local: ${title}`, () => {
  let local: Awaited<ReturnType<typeof openDynamoDbLocal>>;
  let server: AwsServer;
  let client: DynamoDBClient;

  beforeAll(async () => {
    local = await openDynamoDbLocal(found.jars ?? '');
    server = await openAwsServer(async ({ operation, body }) =>
      forwardToDynamoDb(local.url, operation, body.toString()),
    );
    client = new DynamoDBClient(testClient('dynamodb', server.url));
  });
  afterAll(async () => {
    client.destroy();
    await server.close();
    await local.close();
  });

  const open = async () => {
    const table = `log-${randomUUID()}`;
    await createLogTable(client, table);
    server.forget();
    return { log: new DynamoLog({ client, table }), server, close: () => undefined };
  };

  describePublicationLog('in DynamoDB Local', open);
  describeLostAnswers('in DynamoDB Local', open);
});
