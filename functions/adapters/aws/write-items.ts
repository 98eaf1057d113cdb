import { type DynamoDBClient, PutItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';

import { StoreUnavailableError } from '../../domain/errors.ts';
import type { LogItem } from '../../domain/publication.ts';
import { judgeRefusedWrite, type WriteVerdict } from './judge-refused-write.ts';
import { toAttributes } from './log-item.ts';

/** Pauses of 25, 50, 100 … ms, each between half and all of it: a second in all, and transactions last some 20 ms. */
const FIRST_PAUSE_MS = 25;
const MAX_TRIES = 6;

export interface WriteItemsPorts {
  readonly client: DynamoDBClient;
  readonly table: string;
  /** An id that no other write has; at most 36 characters, as DynamoDB's own token allows. */
  readonly newWriteId: () => string;
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/**
 * Puts all items or none, each over the version before its own: `PublicationLog.transact`.
 *
 * @throws what the SDK throws when DynamoDB does not answer; StoreUnavailableError while the items are contended
 */
export async function writeItems(writes: readonly LogItem[], ports: WriteItemsPorts): Promise<'done' | 'conflict'> {
  if (writes.length === 0) return 'done';
  const writeId = ports.newWriteId();
  for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
    const verdict = await writeOnce(writes, writeId, ports);
    if (verdict !== 'again') return verdict;
    await ports.pause(FIRST_PAUSE_MS * 2 ** (tries - 1) * (0.5 + ports.random() / 2));
  }
  throw new StoreUnavailableError('other transactions hold these items of the publication log without a pause');
}

async function writeOnce(writes: readonly LogItem[], writeId: string, ports: WriteItemsPorts): Promise<WriteVerdict> {
  const puts = writes.map((item) => putOf(item, writeId, ports.table));
  const [only, ...others] = puts;
  try {
    // A transaction costs twice as much as the write it consists of.
    if (only !== undefined && others.length === 0) await ports.client.send(new PutItemCommand(only));
    else await ports.client.send(transactionOf(puts, writeId));
    return 'done';
  } catch (error) {
    const verdict = judgeRefusedWrite(error, writes, writeId);
    if (verdict === undefined) throw error;
    return verdict;
  }
}

type Put = ReturnType<typeof putOf>;

function transactionOf(puts: readonly Put[], writeId: string): TransactWriteItemsCommand {
  // With this token DynamoDB itself answers a repeat as it answered the first, for ten minutes.
  return new TransactWriteItemsCommand({
    TransactItems: puts.map((put) => ({ Put: put })),
    ClientRequestToken: writeId,
  });
}

function putOf(item: LogItem, writeId: string, table: string) {
  const isNew = item.version === 1;
  return {
    TableName: table,
    Item: toAttributes(item, writeId),
    ConditionExpression: isNew ? 'attribute_not_exists(id)' : 'version = :expected',
    ...(isNew ? {} : { ExpressionAttributeValues: { ':expected': { N: String(item.version - 1) } } }),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  } as const;
}
