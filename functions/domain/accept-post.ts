import { acceptRow, type AcceptPorts } from './accept-row.ts';
import { firstStep } from './first-step.ts';
import { newPublication } from './new-publication.ts';
import type { Post } from './post.ts';
import type { Publication, TriggerSource } from './publication.ts';

export type { AcceptPorts } from './accept-row.ts';

export interface Acceptance {
  /** From `publicationId`. */
  readonly id: string;
  readonly source: TriggerSource;
  readonly label: string;
  readonly fingerprint: string;
  readonly post: Post;
  readonly warnings?: readonly string[];
}

/**
 * The row of this trigger, durable, and a hint to its account; `isNew` is false for a repeat.
 *
 * @throws RejectedTriggerError `IDEMPOTENCY_REUSE` when the id is known with another fingerprint
 * @throws StoreUnavailableError when the row could not be written: nothing was accepted
 */
export async function acceptPost(
  acceptance: Acceptance,
  ports: AcceptPorts,
): Promise<{ publication: Publication; isNew: boolean }> {
  const nowEpochMs = ports.clock();
  const { post } = acceptance;
  const beginning = { ...acceptance, account: post.account, ...firstStep(post, nowEpochMs) };
  return acceptRow(newPublication(beginning, nowEpochMs), ports);
}
