import { RowChangedError, type AccountLease } from './account-lease.ts';
import type { PaceClosure, Publication } from './publication.ts';
import type { AccountRules, PublishPorts } from './publish-ports.ts';
import { stepPublication } from './step-publication.ts';

/** What an account remembers when its own pace shuts it. */
export function paceClosure({ id }: Publication, rules: AccountRules): PaceClosure {
  return { publicationId: id, rules: paceOf(rules) };
}

/** Opens an account whose own pace shut it once that pace was changed, and lets the row go on that met it. */
export async function liftPace(lease: AccountLease, ports: PublishPorts): Promise<void> {
  const { account, closedByPace = null, closedUntilEpochMs } = lease.gate;
  const nowEpochMs = ports.clock();
  if (closedByPace === null || (closedUntilEpochMs ?? 0) <= nowEpochMs) return;
  if (isInForce(closedByPace, ports.rules(account))) return;
  const row = await ports.log.publication(closedByPace.publicationId);
  const isWaiting = row?.state === 'DEFERRED' && row.failure?.code === 'PACE';
  const items = isWaiting ? [stepPublication(row, 'DEFERRED', nowEpochMs, { dueAtEpochMs: nowEpochMs })] : [];
  try {
    await lease.commit(items, { closedUntilEpochMs: null, closedByPace: null });
  } catch (error) {
    // A person changed that row just now: the next run looks again.
    if (!(error instanceof RowChangedError)) throw error;
  }
}

/** Whether the pace that shut the account is still the one it has. */
export function isInForce({ rules }: PaceClosure, current: AccountRules): boolean {
  return rules === paceOf(current);
}

function paceOf({ postsPerDay, mediaPerDay, minimumSpacingSeconds }: AccountRules): string {
  return JSON.stringify([postsPerDay ?? null, mediaPerDay ?? null, minimumSpacingSeconds ?? null]);
}
