import { BatchGetItemCommand, type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';

import { StoreUnavailableError } from '../../domain/errors.ts';
import type { LogItem, Publication } from '../../domain/publication.ts';
import { fromAttributes, type Attributes } from './log-item.ts';

/** BatchGetItem takes no more. */
const MAX_BATCH = 100;
/** DynamoDB leaves keys out when a batch passes 16 MB or meets throttling. */
const MAX_TRIES = 6;
const FIRST_PAUSE_MS = 25;

export interface ReadItemsPorts {
  readonly client: DynamoDBClient;
  readonly table: string;
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** The item as it is now, not as a replica remembers it; undefined when there is none of that kind. */
export async function readItem<Kind extends LogItem['kind']>(
  kind: Kind,
  id: string,
  { client, table }: ReadItemsPorts,
): Promise<Extract<LogItem, { kind: Kind }> | undefined> {
  const { Item } = await client.send(
    new GetItemCommand({ TableName: table, Key: { id: { S: id } }, ConsistentRead: true }),
  );
  return fromAttributes(kind, Item);
}

/** The rows with these ids as they are now, in the order of the ids; those that are gone are left out. */
export async function readRows(ids: readonly string[], ports: ReadItemsPorts): Promise<readonly Publication[]> {
  const batches = Array.from({ length: Math.ceil(ids.length / MAX_BATCH) }, (_, index) =>
    ids.slice(index * MAX_BATCH, (index + 1) * MAX_BATCH),
  );
  const found = await Promise.all(batches.map(async (batch) => readBatch(batch, ports)));
  const rows = new Map(found.flat().map((row) => [row.id, row]));
  return ids.flatMap((id) => rows.get(id) ?? []);
}

async function readBatch(ids: readonly string[], { client, table, pause }: ReadItemsPorts): Promise<Publication[]> {
  const found: Publication[] = [];
  let keys: Attributes[] = ids.map((id) => ({ id: { S: id } }));
  for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
    const answer = await client.send(
      new BatchGetItemCommand({ RequestItems: { [table]: { Keys: keys, ConsistentRead: true } } }),
    );
    found.push(...(answer.Responses?.[table] ?? []).flatMap((item) => fromAttributes('publication', item) ?? []));
    keys = answer.UnprocessedKeys?.[table]?.Keys ?? [];
    if (keys.length === 0) return found;
    await pause(FIRST_PAUSE_MS * 2 ** (tries - 1));
  }
  throw new StoreUnavailableError('the publication log keeps leaving rows out of its answers');
}
