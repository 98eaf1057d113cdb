import { type DynamoDBClient, paginateQuery, QueryCommand } from '@aws-sdk/client-dynamodb';

import { afterKeysOf, beforeKeysOf, dueKey, readDueKey } from './log-item.ts';
import { logTable } from './log-table.ts';

export interface QueryPorts {
  readonly client: DynamoDBClient;
  readonly table: string;
}

const { name: IndexName } = logTable.indexes.due;

/**
 * Accounts with a row that is due. Reads the first entry of each account that waits for anything and skips the rest:
 * one short query an account, however many rows wait.
 */
export async function queryDueAccounts(nowEpochMs: number, ports: QueryPorts): Promise<readonly string[]> {
  const due: string[] = [];
  let account = '';
  for (;;) {
    const first = await firstEntryAfter(afterKeysOf(account), ports);
    if (first === undefined) return due;
    if (first.dueAtEpochMs <= nowEpochMs) due.push(first.account);
    ({ account } = first);
  }
}

async function firstEntryAfter(key: string, { client, table }: QueryPorts) {
  const { Items: [entry] = [] } = await client.send(
    new QueryCommand({
      TableName: table,
      IndexName,
      KeyConditionExpression: 'kind = :kind AND due > :key',
      ExpressionAttributeValues: { ':kind': { S: 'publication' }, ':key': { S: key } },
      Limit: 1,
    }),
  );
  const found = entry?.['due']?.S;
  return found === undefined ? undefined : readDueKey(found);
}

/**
 * Ids of the account's rows that are due, in the order of acceptance. All entries are read, since what was accepted
 * first may have come due last; one page of 1 MB holds some 7,000 of them.
 */
export async function queryDueIds(
  account: string,
  nowEpochMs: number,
  { client, table }: QueryPorts,
): Promise<readonly string[]> {
  const pages = paginateQuery(
    { client },
    {
      TableName: table,
      IndexName,
      KeyConditionExpression: 'kind = :kind AND due BETWEEN :from AND :to',
      ExpressionAttributeValues: {
        ':kind': { S: 'publication' },
        ':from': { S: beforeKeysOf(account) },
        ':to': { S: dueKey(account, Math.floor(nowEpochMs)) },
      },
    },
  );
  // Starts with the moment and ends with the row's id.
  const accepted: string[] = [];
  for await (const { Items = [] } of pages) accepted.push(...Items.flatMap((entry) => entry['acceptedAt']?.S ?? []));
  return accepted.toSorted().map((key) => key.slice(key.indexOf('#') + 1));
}
