import { createHash } from 'node:crypto';

import { RejectedTriggerError, StoreUnavailableError } from './errors.ts';
import type { Clock, Hints, Journal, PublicationLog } from './ports.ts';
import type { Post } from './post.ts';
import { isFinal } from './publication-state.ts';
import type { Publication, TriggerSource } from './publication.ts';

export interface AcceptPorts {
  readonly log: PublicationLog;
  readonly hints: Hints;
  readonly journal: Journal;
  readonly clock: Clock;
}

export interface Acceptance {
  /** From `publicationId`. */
  readonly id: string;
  readonly source: TriggerSource;
  readonly label: string;
  readonly fingerprint: string;
  readonly post: Post;
  readonly warnings?: readonly string[];
}

/** A stable id from the parts of a trigger's key: 32 hex digits. Parts are length-prefixed, so they cannot run together. */
export function publicationId(source: TriggerSource, ...parts: readonly string[]): string {
  const hash = createHash('sha256').update(source);
  for (const part of parts) hash.update(`\n${Buffer.byteLength(part)}:${part}`);
  return hash.digest('hex').slice(0, 32);
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
  const row = newRow(acceptance, ports.clock());
  const isNew = (await ports.log.transact([row])) === 'done';
  const publication = isNew ? row : await ports.log.publication(row.id);
  if (publication === undefined) throw new StoreUnavailableError('the row of this trigger could not be read back');
  if (publication.fingerprint !== row.fingerprint) {
    throw new RejectedTriggerError('IDEMPOTENCY_REUSE', 'this key was used before with another content', {
      advice: 'Send a changed post under a new key.',
    });
  }
  ports.journal.write('info', isNew ? 'accepted' : 'repeated', {
    id: row.id,
    source: row.source,
    account: row.account,
  });
  // A repeat may mean that the first hint got lost.
  if (!isFinal(publication.state)) await ports.hints.send(row.account);
  return { publication, isNew };
}

function newRow(acceptance: Acceptance, nowEpochMs: number): Publication {
  const { id, source, label, fingerprint, post } = acceptance;
  return {
    kind: 'publication',
    id,
    version: 1,
    source,
    label,
    account: post.account,
    fingerprint,
    state: 'RECEIVED',
    acceptedAtEpochMs: nowEpochMs,
    updatedAtEpochMs: nowEpochMs,
    dueAtEpochMs: Math.max(nowEpochMs, post.scheduleAtEpochMs ?? nowEpochMs),
    post,
    media: post.media.map(() => ({})),
    attempts: [],
    result: null,
    failure: null,
    warnings: acceptance.warnings ?? [],
    generation: 1,
    stumbles: 0,
  };
}
