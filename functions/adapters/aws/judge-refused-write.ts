import type { CancellationReason } from '@aws-sdk/client-dynamodb';

import type { LogItem } from '../../domain/publication.ts';
import type { Attributes } from './log-item.ts';

/** `again`: nothing was written, and nothing speaks against trying once more. */
export type WriteVerdict = 'done' | 'conflict' | 'again';

/** Both kinds of refusal, by the names that DynamoDB gives them. */
interface Refusal {
  readonly name?: unknown;
  /** Of a single write whose condition failed. */
  readonly Item?: Attributes;
  /** Of a transaction: one for each of its items, in their order. */
  readonly CancellationReasons?: readonly CancellationReason[];
}

/**
 * Another transaction holds an item at this moment, or the table cannot take more: neither says what the item's
 * version is.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html (read 2026-11)
 */
const passing = ['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'];

/**
 * What DynamoDB's refusal of a conditional write means; undefined for an error that is no such refusal.
 *
 * A refusal may be of our own making: the first try was done, its answer got lost, and the SDK sent it again. The item
 * then carries the id of this very write.
 */
export function judgeRefusedWrite(
  error: unknown,
  writes: readonly LogItem[],
  writeId: string,
): WriteVerdict | undefined {
  const { name, Item, CancellationReasons = [] }: Refusal = typeof error === 'object' && error !== null ? error : {};
  switch (name) {
    case 'ConditionalCheckFailedException':
      return isOwn(Item, writeId) ? 'done' : 'conflict';
    case 'TransactionConflictException':
      return 'again';
    case 'TransactionCanceledException':
      return judgeReasons(CancellationReasons, writes, writeId);
    default:
      return undefined;
  }
}

function judgeReasons(
  reasons: readonly CancellationReason[],
  writes: readonly LogItem[],
  writeId: string,
): WriteVerdict | undefined {
  const refused = reasons.filter(({ Code }) => Code === 'ConditionalCheckFailed');
  // All or none: one item that carries our id stands for all, whatever has become of the others since.
  if (refused.some(({ Item }) => isOwn(Item, writeId))) return 'done';
  if (refused.length > 0) return 'conflict';
  const isPassing = reasons.length === writes.length && reasons.some(({ Code = '' }) => passing.includes(Code));
  return isPassing ? 'again' : undefined;
}

function isOwn(item: Attributes | undefined, writeId: string): boolean {
  return item?.['writeId']?.S === writeId;
}
