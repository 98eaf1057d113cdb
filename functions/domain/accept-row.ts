import { RejectedTriggerError, StoreUnavailableError } from './errors.ts';
import type { Clock, Hints, Journal, PublicationLog } from './ports.ts';
import { isFinal } from './publication-state.ts';
import type { Publication } from './publication.ts';

export interface AcceptPorts {
  readonly log: PublicationLog;
  readonly hints: Hints;
  readonly journal: Journal;
  readonly clock: Clock;
}

/**
 * The row as the log holds it, and a hint to its account for when it is due; `isNew` is false for a repeat.
 *
 * @throws RejectedTriggerError `IDEMPOTENCY_REUSE` when the id is known with another fingerprint
 * @throws StoreUnavailableError when the row could not be written: nothing was accepted
 */
export async function acceptRow(
  row: Publication,
  ports: AcceptPorts,
): Promise<{ publication: Publication; isNew: boolean }> {
  const isNew = (await ports.log.transact([row])) === 'done';
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
  if (!isFinal(state)) await hint(publication, ports);
  return { publication, isNew };
}

/** The row is durable by now: the sweep will find it, so a hint that cannot be sent must not undo the acceptance. */
async function hint({ id, account, dueAtEpochMs }: Publication, { hints, journal, clock }: AcceptPorts): Promise<void> {
  try {
    await hints.send(account, secondsUntilDue(dueAtEpochMs, clock()));
  } catch (error) {
    if (!(error instanceof StoreUnavailableError)) throw error;
    journal.write('warn', 'hint-lost', { id, account, code: error.code });
  }
}

/** SQS delays a message by 15 minutes at most; what is due later is the sweep's business. */
const MAX_DELAY_SECONDS = 900;

function secondsUntilDue(dueAtEpochMs: number | null, nowEpochMs: number): number {
  const seconds = Math.ceil(((dueAtEpochMs ?? nowEpochMs) - nowEpochMs) / 1000);
  return Math.min(Math.max(seconds, 0), MAX_DELAY_SECONDS);
}
