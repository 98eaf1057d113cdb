import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import dynalite from 'dynalite';

import { jsonError, jsonReply, openAwsServer, type AwsCall, type AwsReply, type AwsServer } from './aws-server.ts';
import { forwardToDynamoDb } from './forward-to-dynamodb.ts';

type Item = Readonly<Record<string, Readonly<Record<string, string>>>>;

interface Put {
  readonly TableName: string;
  readonly Item: Item;
  readonly ConditionExpression: string;
  readonly ExpressionAttributeValues?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/**
 * DynamoDB as dynalite plays it, which evaluates expressions and indexes, with the two things it lacks put before it:
 * transactions, and the old item in the refusal of a conditional write. Writes are done one at a time.
 */
export async function startDynalite(): Promise<{
  readonly answer: (call: AwsCall) => Promise<AwsReply>;
  close(): Promise<void>;
}> {
  const server = dynalite({ createTableMs: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    answer: openFront(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The same on a port of its own. */
export async function openDynalite(): Promise<AwsServer> {
  const started = await startDynalite();
  const opened = await openAwsServer(started.answer);
  return {
    ...opened,
    close: async () => {
      await opened.close();
      await started.close();
    },
  };
}

function openFront(backUrl: string): (call: AwsCall) => Promise<AwsReply> {
  let turn: Promise<unknown> = Promise.resolve();
  const answers = new Map<string, AwsReply>();
  const inTurn = async (work: () => Promise<AwsReply>): Promise<AwsReply> => {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    return mine;
  };
  const ask = async (operation: string, body: unknown): Promise<AwsReply> =>
    forwardToDynamoDb(backUrl, operation, JSON.stringify(body));
  return async ({ operation, body }) => {
    const text = body.toString();
    if (operation === 'PutItem') return inTurn(async () => put(JSON.parse(text) as Put, ask));
    if (operation !== 'TransactWriteItems') return forwardToDynamoDb(backUrl, operation, text);
    const { TransactItems, ClientRequestToken } = JSON.parse(text) as Transaction;
    return inTurn(async () => {
      const reply =
        answers.get(ClientRequestToken) ??
        (await transact(
          TransactItems.map(({ Put }) => Put),
          ask,
        ));
      // As the service does: a repeat of what was done is answered as the first was.
      if (reply.status === 200) answers.set(ClientRequestToken, reply);
      return reply;
    });
  };
}

interface Transaction {
  readonly TransactItems: readonly { readonly Put: Put }[];
  readonly ClientRequestToken: string;
}

type Ask = (operation: string, body: unknown) => Promise<AwsReply>;

async function put({ ...wanted }: Put, ask: Ask): Promise<AwsReply> {
  const reply = await ask('PutItem', withoutReturnValues(wanted));
  if (reply.status !== 400 || !String(reply.body).includes('ConditionalCheckFailedException')) return reply;
  const Item = await oldItem(wanted, ask);
  return jsonError('ConditionalCheckFailedException', 'The conditional request failed', { Item });
}

/** dynalite's own conditions are asked item by item: each is put over a copy of itself that is never kept. */
async function transact(puts: readonly Put[], ask: Ask): Promise<AwsReply> {
  const before = await Promise.all(puts.map(async (one) => oldItem(one, ask)));
  const reasons = puts.map((one, index) => reasonFor(one, before[index]));
  if (reasons.some(({ Code }) => Code !== 'None')) {
    const codes = reasons.map(({ Code }) => Code).join(', ');
    return jsonError('TransactionCanceledException', `Transaction cancelled [${codes}]`, {
      CancellationReasons: reasons,
    });
  }
  for (const one of puts) await ask('PutItem', withoutReturnValues(one));
  return jsonReply({});
}

function reasonFor({ ConditionExpression, ExpressionAttributeValues }: Put, before: Item | undefined) {
  const expected = ExpressionAttributeValues?.[':expected']?.['N'];
  const holds =
    ConditionExpression === 'attribute_not_exists(id)'
      ? before === undefined
      : ConditionExpression === 'version = :expected' && before?.['version']?.['N'] === expected;
  return holds ? { Code: 'None' } : { Code: 'ConditionalCheckFailed', Item: before };
}

async function oldItem({ TableName, Item: { id } }: Put, ask: Ask): Promise<Item | undefined> {
  const reply = await ask('GetItem', { TableName, Key: { id }, ConsistentRead: true });
  return (JSON.parse(String(reply.body)) as { Item?: Item }).Item;
}

function withoutReturnValues(put: Put): unknown {
  const { TableName, Item, ConditionExpression, ExpressionAttributeValues } = put;
  return { TableName, Item, ConditionExpression, ExpressionAttributeValues };
}
