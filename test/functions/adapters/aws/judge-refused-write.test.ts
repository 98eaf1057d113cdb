import { describe, expect, it } from 'vitest';

import { judgeRefusedWrite } from '../../../../functions/adapters/aws/judge-refused-write.ts';
import { openGate } from '../../../../functions/domain/open-gate.ts';

const writes = [
  { ...openGate('a'), version: 1 },
  { ...openGate('b'), version: 1 },
];
const own = { writeId: { S: 'mine' } };
const foreign = { writeId: { S: 'theirs' } };

function single(Item?: unknown) {
  return { name: 'ConditionalCheckFailedException', Item };
}

function cancelled(...reasons: readonly { Code: string; Item?: unknown }[]) {
  return { name: 'TransactionCanceledException', CancellationReasons: reasons };
}

describe('judgeRefusedWrite', () => {
  it.each([
    { case: 'a single write over another version', error: single(foreign), verdict: 'conflict' },
    { case: 'a single write over nothing', error: single(), verdict: 'conflict' },
    { case: 'the repeat of a single write that was done', error: single(own), verdict: 'done' },
    {
      case: 'a single write while a transaction holds the item',
      error: { name: 'TransactionConflictException' },
      verdict: 'again',
    },
    {
      case: 'a transaction over another version',
      error: cancelled({ Code: 'None' }, { Code: 'ConditionalCheckFailed', Item: foreign }),
      verdict: 'conflict',
    },
    {
      case: 'the repeat of a transaction that was done',
      error: cancelled({ Code: 'ConditionalCheckFailed', Item: own }, { Code: 'ConditionalCheckFailed', Item: own }),
      verdict: 'done',
    },
    {
      case: 'the repeat of a transaction that was done, one item written over since',
      error: cancelled(
        { Code: 'ConditionalCheckFailed', Item: foreign },
        { Code: 'ConditionalCheckFailed', Item: own },
      ),
      verdict: 'done',
    },
    {
      case: 'a transaction that met another one',
      error: cancelled({ Code: 'TransactionConflict' }, { Code: 'None' }),
      verdict: 'again',
    },
    {
      case: 'a transaction that met another one, and a wrong version besides',
      error: cancelled({ Code: 'TransactionConflict' }, { Code: 'ConditionalCheckFailed', Item: foreign }),
      verdict: 'conflict',
    },
    {
      case: 'a throttled transaction',
      error: cancelled({ Code: 'ThrottlingError' }, { Code: 'None' }),
      verdict: 'again',
    },
    {
      case: 'a transaction with an item too large',
      error: cancelled({ Code: 'ValidationError' }, { Code: 'None' }),
      verdict: undefined,
    },
    { case: 'a cancellation without reasons', error: cancelled(), verdict: undefined },
    { case: 'throttling', error: { name: 'ThrottlingException' }, verdict: undefined },
    { case: 'something that is no error', error: null, verdict: undefined },
  ])('answers $verdict to $case', ({ error, verdict }) => {
    expect(judgeRefusedWrite(error, writes, 'mine')).toBe(verdict);
  });
});
