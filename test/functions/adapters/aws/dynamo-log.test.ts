import { randomUUID } from 'node:crypto';

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll } from 'vitest';

import { DynamoLog } from '../../../../functions/adapters/aws/dynamo-log.ts';
import { describeLostAnswers } from '../../../contracts/lost-answers.ts';
import { describePublicationLog } from '../../../contracts/publication-log.ts';
import type { AwsServer } from '../../../fakes/aws/aws-server.ts';
import { createLogTable } from '../../../fakes/aws/create-log-table.ts';
import { openDynalite } from '../../../fakes/aws/open-dynalite.ts';
import { testClient } from '../../../fakes/aws/test-client.ts';

let server: AwsServer;
let client: DynamoDBClient;

beforeAll(async () => {
  server = await openDynalite();
  client = new DynamoDBClient(testClient('dynamodb', server.url));
});
afterAll(async () => {
  client.destroy();
  await server.close();
});

async function open() {
  const table = `log-${randomUUID()}`;
  await createLogTable(client, table);
  server.forget();
  return { log: new DynamoLog({ client, table }), server, close: () => undefined };
}

describePublicationLog('in DynamoDB, as dynalite plays it', open);
describeLostAnswers('as dynalite plays it', open);
