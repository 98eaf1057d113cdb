import { acceptRow, type AcceptPorts } from './accept-row.ts';
import { newPublication } from './new-publication.ts';
import type { MediaRef } from './post.ts';
import type { Publication } from './publication.ts';

/** An object that appeared in the drop bucket under one of its routes. */
export interface Drop {
  readonly id: string;
  /** The object's key. */
  readonly label: string;
  readonly account: string;
  readonly fingerprint: string;
  readonly ref: MediaRef;
  /** How long what belongs to it may still arrive. */
  readonly settleMs: number;
}

/**
 * The gathering row of the drop, durable; it becomes a post when it is complete, not when its event arrives.
 *
 * @throws StoreUnavailableError when the row could not be written: the event must come again
 */
export async function acceptDrop(
  drop: Drop,
  ports: AcceptPorts,
): Promise<{ publication: Publication; isNew: boolean }> {
  const { ref, settleMs, ...rest } = drop;
  const nowEpochMs = ports.clock();
  const state = 'GATHERING';
  const row = newPublication(
    { ...rest, source: 'drop', state, drop: ref, dueAtEpochMs: nowEpochMs + settleMs },
    nowEpochMs,
  );
  return acceptRow(row, ports);
}
