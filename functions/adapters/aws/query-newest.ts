import { paginateQuery, type QueryCommandInput } from '@aws-sdk/client-dynamodb';

import type { LogFilter } from '../../domain/ports.ts';
import type { Publication } from '../../domain/publication.ts';
import { acceptedAt } from './log-item.ts';
import { logTable } from './log-table.ts';
import type { QueryPorts } from './query-due.ts';

/** Entries read at a time where a filter leaves most of them out: some 200 KB. */
const FILTERED_PAGE = 1_000;

/** Ids of the rows that the filter lets through, newest first, as the index has them. */
export async function queryNewestIds(
  filter: LogFilter,
  after: Publication | undefined,
  { client, table }: QueryPorts,
): Promise<readonly string[]> {
  const pages = paginateQuery({ client }, { TableName: table, ...queryOf(filter, after) });
  const ids: string[] = [];
  for await (const { Items = [] } of pages) {
    ids.push(...Items.flatMap((entry) => entry['id']?.S ?? []));
    if (ids.length >= filter.limit) break;
  }
  return ids.slice(0, filter.limit);
}

function queryOf(filter: LogFilter, after: Publication | undefined): Omit<QueryCommandInput, 'TableName'> {
  const searched = (['account', 'state', 'source'] as const).flatMap((name) => {
    const value = filter[name];
    return value === undefined ? [] : [{ name, value }];
  });
  const kind = { S: 'publication' };
  return {
    IndexName: logTable.indexes.newest.name,
    KeyConditionExpression: 'kind = :kind',
    ScanIndexForward: false,
    Limit: searched.length === 0 ? filter.limit : FILTERED_PAGE,
    ...(after === undefined
      ? {}
      : { ExclusiveStartKey: { kind, acceptedAt: { S: acceptedAt(after) }, id: { S: after.id } } }),
    ExpressionAttributeValues: {
      ':kind': kind,
      ...Object.fromEntries(searched.map(({ name, value }) => [`:${name}`, { S: value }])),
    },
    // `state` and `source` are reserved words of DynamoDB.
    ...(searched.length === 0
      ? {}
      : {
          FilterExpression: searched.map(({ name }) => `#${name} = :${name}`).join(' AND '),
          ExpressionAttributeNames: Object.fromEntries(searched.map(({ name }) => [`#${name}`, name])),
        }),
  };
}
