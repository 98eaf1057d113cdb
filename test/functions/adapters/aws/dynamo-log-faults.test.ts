import { randomUUID } from 'node:crypto';

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { DynamoLog } from '../../../../functions/adapters/aws/dynamo-log.ts';
import { toAttributes } from '../../../../functions/adapters/aws/log-item.ts';
import { StoreUnavailableError } from '../../../../functions/domain/errors.ts';
import { newPublication } from '../../../../functions/domain/new-publication.ts';
import { openGate } from '../../../../functions/domain/open-gate.ts';
import { stepPublication } from '../../../../functions/domain/step-publication.ts';
import {
  jsonError,
  jsonReply,
  openAwsServer,
  type AwsCall,
  type AwsReply,
  type AwsServer,
} from '../../../fakes/aws/aws-server.ts';
import { createLogTable } from '../../../fakes/aws/create-log-table.ts';
import { openDynalite } from '../../../fakes/aws/open-dynalite.ts';
import { testClient } from '../../../fakes/aws/test-client.ts';

const NOW = 1_795_000_000_000;
const row = newPublication(
  {
    id: 'a',
    source: 'drop',
    label: 'a',
    account: 'main',
    fingerprint: 'a',
    state: 'RECEIVED',
    dueAtEpochMs: NOW,
    post: { account: 'main', text: 'a secret plan', media: [] },
  },
  NOW,
);
const gate = { ...openGate('main'), version: 1 };

let server: AwsServer;
let client: DynamoDBClient;
let log: DynamoLog;

beforeAll(async () => {
  server = await openDynalite();
  client = new DynamoDBClient(testClient('dynamodb', server.url));
});
beforeEach(async () => {
  server.forget();
  const table = `log-${randomUUID()}`;
  await createLogTable(client, table);
  log = new DynamoLog({ client, table });
});
afterAll(async () => {
  client.destroy();
  await server.close();
});

describe('a table that does not answer', () => {
  it.each(['throttled', 'unavailable'] as const)('is asked again when it is %s', async (fault) => {
    server.failNext('PutItem', fault);
    expect(await log.transact([row])).toBe('done');
    server.failNext('GetItem', fault);
    expect(await log.publication('a')).toEqual(row);
  });

  it('ends as an error that keeps the cause, and tells the fault but nothing of the post', async () => {
    server.failNext('PutItem', 'throttled');
    const hasty = new DynamoDBClient(testClient('dynamodb', server.url, { maxAttempts: 1 }));
    const attempt = new DynamoLog({ client: hasty, table: 'any' }).transact([row]);
    const error: unknown = await attempt.catch((reason: unknown) => reason);
    hasty.destroy();
    expect(error).toBeInstanceOf(StoreUnavailableError);
    expect(error).toMatchObject({
      code: 'LEDGER_UNAVAILABLE',
      retry: 'later',
      message: 'the publication log does not answer (ThrottlingException, HTTP 400, request REQUEST-1)',
      cause: { name: 'ThrottlingException' },
    });
  });

  it('is not waited for longer than the deadline, try by try', async () => {
    const { requestHandler } = testClient('dynamodb', server.url);
    const hasty = new DynamoDBClient(
      testClient('dynamodb', server.url, { maxAttempts: 2, requestHandler: { ...requestHandler, requestTimeout: 50 } }),
    );
    server.failNext('GetItem', 'silent', 2);
    await expect(new DynamoLog({ client: hasty, table: 'any' }).publication('a')).rejects.toThrow(
      'the publication log does not answer (TimeoutError)',
    );
    expect(server.calls.filter(({ operation }) => operation === 'GetItem')).toHaveLength(2);
    hasty.destroy();
  });

  it('is told apart from a log without that row', async () => {
    const nobody = new DynamoDBClient(testClient('dynamodb', 'http://127.0.0.1:1', { maxAttempts: 1 }));
    const lost = new DynamoLog({ client: nobody, table: 'any' });
    await expect(lost.publication('a')).rejects.toThrow(StoreUnavailableError);
    await expect(lost.list({ limit: 1 })).rejects.toThrow(StoreUnavailableError);
    await expect(lost.dueAccounts(NOW)).rejects.toThrow(StoreUnavailableError);
    await expect(lost.dueRows('main', NOW, 1)).rejects.toThrow(StoreUnavailableError);
  });
});

describe('the index of what is due', () => {
  it('is read once for each account, however many rows wait, and once more to see the end', async () => {
    for (const [i, account] of ['one', 'two', 'one', 'two', 'one'].entries()) {
      await log.transact([{ ...row, id: `${i}`, account }]);
    }
    server.forget();
    expect(await log.dueAccounts(NOW)).toEqual(['one', 'two']);
    expect(server.calls.map(({ operation }) => operation)).toEqual(['Query', 'Query', 'Query']);
  });
});

/** A table that answers by a script. */
async function withScript(
  answer: (call: AwsCall, callsBefore: number) => AwsReply,
  work: (scripted: DynamoLog, pauses: number[]) => Promise<void>,
): Promise<void> {
  let calls = 0;
  const scripted = await openAwsServer(async (call) => answer(call, calls++));
  const own = new DynamoDBClient(testClient('dynamodb', scripted.url));
  const pauses: number[] = [];
  const pause = async (milliseconds: number) => void pauses.push(milliseconds);
  await work(new DynamoLog({ client: own, table: 'log', pause, random: () => 1 }), pauses);
  own.destroy();
  await scripted.close();
}

const contended = jsonError('TransactionCanceledException', 'cancelled', {
  CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'None' }],
});

describe('a transaction that meets another one', () => {
  it('is tried again under the same id after a pause', async () => {
    const tokens = new Set<string>();
    const answer = ({ body }: AwsCall, before: number) => {
      tokens.add((JSON.parse(body.toString()) as { ClientRequestToken: string }).ClientRequestToken);
      return before < 2 ? contended : jsonReply({});
    };
    await withScript(answer, async (scripted, pauses) => {
      expect(await scripted.transact([row, gate])).toBe('done');
      expect(pauses).toEqual([25, 50]);
      expect(tokens.size).toBe(1);
    });
  });

  it('gives up after a second as a store that does not answer', async () => {
    await withScript(
      () => contended,
      async (scripted, pauses) => {
        await expect(scripted.transact([row, gate])).rejects.toThrow(StoreUnavailableError);
        expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBeLessThan(2_000);
      },
    );
  });
});

describe('a row that the index still calls due', () => {
  it('is left out once the table says otherwise', async () => {
    const done = stepPublication(row, 'CANCELLED', NOW);
    const entry = { id: { S: 'a' }, acceptedAt: { S: `${'0'.repeat(16)}#a` }, due: { S: 'main#0' } };
    const answer = ({ operation }: AwsCall) =>
      operation === 'Query'
        ? jsonReply({ Items: [entry], Count: 1 })
        : jsonReply({ Responses: { log: [toAttributes(done, 'w')] } });
    await withScript(answer, async (scripted) => expect(await scripted.dueRows('main', NOW, 9)).toEqual([]));
  });

  it('is asked for again where DynamoDB left it out of a batch', async () => {
    const entry = { id: { S: 'a' }, acceptedAt: { S: `${'0'.repeat(16)}#a` } };
    const left = { Responses: {}, UnprocessedKeys: { log: { Keys: [{ id: { S: 'a' } }] } } };
    const answer = ({ operation }: AwsCall, before: number) => {
      if (operation === 'Query') return jsonReply({ Items: [entry], Count: 1 });
      return jsonReply(before === 1 ? left : { Responses: { log: [toAttributes(row, 'w')] } });
    };
    await withScript(answer, async (scripted) => expect(await scripted.dueRows('main', NOW, 9)).toEqual([row]));
  });
});
