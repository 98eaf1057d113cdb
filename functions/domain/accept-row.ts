import { RejectedTriggerError, StoreUnavailableError } from './errors.ts';
import type { PublicationLog } from './ports.ts';
import { isFinal } from './publication-state.ts';
import type { Publication } from './publication.ts';
import { hintRow, type HintPorts } from './send-hint.ts';

export interface AcceptPorts extends HintPorts {
  readonly log: PublicationLog;
}

/**
 * The row as the log holds it, and a hint to whoever works it for when it is due; `isNew` is false for a repeat.
 *
 * @param others rows that come into being with it, all or none
 * @throws RejectedTriggerError `IDEMPOTENCY_REUSE` when the id is known with another fingerprint
 * @throws StoreUnavailableError when the row could not be written: nothing was accepted
 */
export async function acceptRow(
  row: Publication,
  ports: AcceptPorts,
  others: readonly Publication[] = [],
): Promise<{ publication: Publication; isNew: boolean }> {
  const isNew = (await ports.log.transact([row, ...others])) === 'done';
  const publication = isNew ? row : await ports.log.publication(row.id);
  if (publication === undefined) throw new StoreUnavailableError('the row of this trigger could not be read back');
  if (publication.fingerprint !== row.fingerprint) {
    throw new RejectedTriggerError('IDEMPOTENCY_REUSE', 'this key was used before with another content', {
      advice: 'Send a changed post under a new key.',
    });
  }
  const { id, source, account, state } = publication;
  ports.journal.write('info', isNew ? 'accepted' : 'repeated', { id, source, account, state });
  // A repeat may mean that the first hint got lost.
  if (!isFinal(state)) await hintRow(publication, ports);
  return { publication, isNew };
}
