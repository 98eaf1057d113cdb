import { GateShutError, LeaseLostError, RowChangedError } from './account-lease.ts';
import { announceAgain } from './announce-end.ts';
import { AccountHeldError } from './errors.ts';
import { gatherDrop } from './gather-drop.ts';
import { lookOnceMore } from './look-once-more.ts';
import { isFinal } from './publication-state.ts';
import { publishPost } from './publish-post.ts';
import { reconcile } from './reconcile.ts';
import { markUnknown, settleTrouble } from './settle-trouble.ts';
import { wantedAtEpochMs } from './wanted-at.ts';
import type { WorkedRow } from './worked-row.ts';

const HOUR_MS = 3_600_000;

/** Takes the row as far as it can go now; every failure ends in a state of the row or of the account. */
export async function workRow(work: WorkedRow, signal?: AbortSignal): Promise<void> {
  try {
    await takeNextStep(work, signal);
  } catch (error) {
    if (isForTheCaller(error)) throw error;
    if (error instanceof GateShutError) return;
    if (!mayBeRotated(error)) return settleTrouble(work, error);
    await tryFreshKeys(work, signal);
  }
}

async function takeNextStep(work: WorkedRow, signal?: AbortSignal): Promise<void> {
  if (isFinal(work.row.state)) return work.row.isUnshown === true ? announceAgain(work) : lookOnceMore(work, signal);
  switch (work.row.state) {
    case 'GATHERING':
      return gatherDrop(work);
    case 'FETCHING':
      // In a lane of its own, so never met here; and without its pictures it is nothing to post.
      return;
    case 'POSTING':
      // Whoever wrote POSTING is gone, since we hold the account: nobody knows whether X got the call.
      return markUnknown(work, 'the publisher stopped between intent and answer');
    case 'AMBIGUOUS':
    case 'RECONCILING':
      return reconcile(work, signal);
    default:
      if (isTooLate(work)) return expire(work);
      return publishPost(work, signal);
  }
}

/** A secret may have been rotated: one look past the cache, then the account is held. */
async function tryFreshKeys(work: WorkedRow, signal?: AbortSignal): Promise<void> {
  const { row, ports } = work;
  ports.journal.write('info', 'secret-refetched', { account: row.account });
  try {
    // Before anything else can put the row off: its next turn must not meet the old keys again.
    await ports.accounts.open(row.account, { freshKeys: true });
    await takeNextStep(work, signal);
  } catch (error) {
    if (isForTheCaller(error)) throw error;
    if (!(error instanceof GateShutError)) await settleTrouble(work, error);
  }
}

function mayBeRotated(error: unknown): boolean {
  return error instanceof AccountHeldError && (error.reason === 'auth' || error.reason === 'secret');
}

function isForTheCaller(error: unknown): boolean {
  return error instanceof LeaseLostError || error instanceof RowChangedError;
}

function isTooLate({ row, ports }: WorkedRow): boolean {
  return ports.clock() - wantedAtEpochMs(row) > ports.rules(row.account).maxLatenessHours * HOUR_MS;
}

async function expire(work: WorkedRow): Promise<void> {
  const hours = work.ports.rules(work.row.account).maxLatenessHours;
  await work.save('EXPIRED', {
    failure: {
      code: 'EXPIRED',
      message: `not posted within ${hours} h of its time (maxLatenessHours)`,
      advice: 'Send it again with redrive if it still matters.',
    },
  });
  await work.announce();
}
