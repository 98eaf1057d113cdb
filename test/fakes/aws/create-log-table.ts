import {
  CreateTableCommand,
  type DynamoDBClient,
  type GlobalSecondaryIndex,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';

import { logTable } from '../../../functions/adapters/aws/log-table.ts';

/** The log's table, laid out as it is deployed. */
export async function createLogTable(client: DynamoDBClient, table: string): Promise<void> {
  const indexes = Object.values(logTable.indexes);
  const sorted = indexes.map(({ sortKey }) => sortKey);
  await client.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [logTable.partitionKey, 'kind', ...sorted].map((name) => ({
        AttributeName: name,
        AttributeType: 'S',
      })),
      KeySchema: [{ AttributeName: logTable.partitionKey, KeyType: 'HASH' }],
      GlobalSecondaryIndexes: indexes.map(
        ({ name, partitionKey, sortKey, nonKeyAttributes }): GlobalSecondaryIndex => ({
          IndexName: name,
          KeySchema: [
            { AttributeName: partitionKey, KeyType: 'HASH' },
            { AttributeName: sortKey, KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [...nonKeyAttributes] },
        }),
      ),
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 1 }, { TableName: table });
}
