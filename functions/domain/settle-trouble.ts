import { askPerson } from './ask-person.ts';
import {
  AccountHeldError,
  DuplicateRefusedError,
  MediaIdRefusedError,
  OutcomeUnknownError,
  PigeonpostError,
  RateLimitedError,
  XUnreachableError,
} from './errors.ts';
import { failureOf } from './failure.ts';
import { giveBackAttempts } from './give-back-attempts.ts';
import { holdAccount } from './hold-account.ts';
import { paceClosure } from './lift-pace.ts';
import { lookLater } from './look-once-more.ts';
import { isFinal } from './publication-state.ts';
import type { Attempt, Failure, MediaRecord, Publication } from './publication.ts';
import type { WorkedRow } from './worked-row.ts';

/** Tries before anything was sent, at pauses that double from 5 s to 15 min: two hours in all. */
const MAX_STUMBLES = 12;
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 900_000;
const SHORTEST_PAUSE_MS = 1_000;
/** About five minutes in all. */
const MAX_YOUNG_REPLIES = 6;

/** Puts the row where an error leads it that is no answer to the create call. */
export async function settleTrouble(work: WorkedRow, error: unknown): Promise<void> {
  const failure = failureOf(error);
  if (failure.code === 'INTERNAL') tellBug(work, error);
  if (isFinal(work.row.state)) return lookLater(work);
  // One of our own stores failed between intent and record: whatever X has, nobody wrote it down.
  if (work.row.state === 'POSTING') return markUnknown(work, failure.message);
  if (error instanceof AccountHeldError) return holdAccount(work, error);
  if (error instanceof RateLimitedError) return waitForX(work, error);
  if (error instanceof MediaIdRefusedError) return uploadAgain(work, error);
  if (error instanceof PigeonpostError && error.retry === 'never') return giveUp(work, failure);
  // An unreachable X says nothing against this post; only its lateness ends it.
  const isEndless = error instanceof XUnreachableError;
  if (!isEndless && work.row.stumbles >= MAX_STUMBLES) return giveUp(work, failure);
  await work.defer(work.ports.clock() + pauseMs(work), failure);
}

/** Nothing was posted, or, where the outcome of an earlier call is still unknown, a person has to look. */
async function giveUp(work: WorkedRow, failure: Failure): Promise<void> {
  const isUnknown = work.row.state === 'AMBIGUOUS' || work.row.state === 'RECONCILING';
  return isUnknown ? askPerson(work, failure.message) : work.fail(failure);
}

/**
 * Puts the row where X's refusal of the create call leads it, or where the lack of an answer does.
 *
 * @throws the error itself when it asks for patience or for other keys; the row is ready to be posted again then
 */
export async function settleRefusal(work: WorkedRow, error: unknown): Promise<void> {
  if (error instanceof OutcomeUnknownError || !(error instanceof PigeonpostError)) return keepUnknown(work, error);
  const failure = failureOf(error);
  const gate = giveBackAttempts(work.row.attempts.filter(({ outcome }) => outcome === 'open'));
  const attempts = closeAttempt(work, error instanceof XUnreachableError ? 'unsent' : 'refused', failure.code);
  const isLastWord = error.retry === 'never';
  if (isLastWord && hasUnknownPast(work.row)) {
    // A refusal of this attempt says nothing about the earlier one: look once more before believing it.
    const sinceEpochMs = work.row.reconcile?.sinceEpochMs ?? firstIntent(work.row);
    const reconcile = { sinceEpochMs, absentReads: 0, refusal: failure };
    return work.save('RECONCILING', { attempts, reconcile, dueAtEpochMs: work.ports.clock() }, { gate });
  }
  if (error instanceof DuplicateRefusedError) {
    await work.save('REJECTED_DUPLICATE', { attempts, failure }, { gate });
    return work.announce();
  }
  if (isYoungReply(work.row, failure)) {
    const dueAtEpochMs = work.ports.clock() + pauseMs(work);
    return work.save('MEDIA_READY', { attempts, failure, dueAtEpochMs, stumbles: work.row.stumbles + 1 }, { gate });
  }
  if (isLastWord) {
    await work.save('REJECTED', { attempts, failure }, { gate });
    return work.announce();
  }
  await work.save('MEDIA_READY', { attempts, dueAtEpochMs: work.ports.clock() }, { gate });
  // Nothing was posted: from here on it is trouble like that before the call.
  throw error;
}

/**
 * In a thread the post that is answered is there, since we made it; X may need a moment to see it everywhere (reported
 * as error 385 at random).
 */
function isYoungReply({ thread, stumbles }: Publication, { code }: Failure): boolean {
  return code === 'REPLY_TARGET' && (thread?.index ?? 0) > 0 && stumbles < MAX_YOUNG_REPLIES;
}

/** The attempts with the open one ended. */
export function closeAttempt(work: WorkedRow, outcome: Attempt['outcome'], detail?: string): readonly Attempt[] {
  const endedAtEpochMs = work.ports.clock();
  return work.row.attempts.map((attempt) =>
    attempt.outcome === 'open'
      ? { ...attempt, outcome, endedAtEpochMs, ...(detail === undefined ? {} : { detail }) }
      : attempt,
  );
}

async function keepUnknown(work: WorkedRow, error: unknown): Promise<void> {
  const failure = failureOf(error);
  if (failure.code === 'INTERNAL') tellBug(work, error);
  await markUnknown(work, failure.message);
}

/** The row shown as `unknown`, to be looked for on X; never simply posted again. */
export async function markUnknown(work: WorkedRow, detail: string): Promise<void> {
  const { row, ports } = work;
  const nowEpochMs = ports.clock();
  const [firstRead = 30] = ports.rules(row.account).reconcileAfterSeconds;
  await work.save('AMBIGUOUS', {
    attempts: closeAttempt(work, 'unknown', detail),
    reconcile: { sinceEpochMs: nowEpochMs, absentReads: 0 },
    dueAtEpochMs: nowEpochMs + firstRead * 1000,
    failure: {
      code: 'OUTCOME_UNKNOWN',
      message: detail,
      advice: 'Pigeonpost looks for it on X; nothing is sent again.',
    },
  });
}

async function waitForX(work: WorkedRow, error: RateLimitedError): Promise<void> {
  const { clock, random } = work.ports;
  // X's clock may be behind ours, and a moment that has passed must not make a loop of refusals.
  const earliestEpochMs = Math.max(error.retryAtEpochMs, clock() + SHORTEST_PAUSE_MS);
  // Our own pace is exact.
  const dueAtEpochMs = earliestEpochMs + (error.code === 'PACE' ? 0 : Math.floor(random() * 5_000));
  const closedByPace = error.code === 'PACE' ? paceClosure(work.row, work.ports.rules(work.row.account)) : null;
  await work.wait(dueAtEpochMs, failureOf(error), { closedUntilEpochMs: dueAtEpochMs, closedByPace });
}

async function uploadAgain(work: WorkedRow, error: MediaIdRefusedError): Promise<void> {
  const { row, ports } = work;
  const refusals = row.attempts.filter((attempt) => attempt.detail === error.code).length;
  const failure = failureOf(error);
  if (refusals > 1 || row.stumbles >= MAX_STUMBLES) return work.fail(failure);
  const media: readonly MediaRecord[] = row.media.map(({ fitted }) => (fitted === undefined ? {} : { fitted }));
  await work.save('DEFERRED', { media, failure, dueAtEpochMs: ports.clock(), stumbles: row.stumbles + 1 });
}

function pauseMs(work: WorkedRow): number {
  const base = Math.min(FIRST_PAUSE_MS * 2 ** work.row.stumbles, LONGEST_PAUSE_MS);
  return Math.round(base * (0.5 + work.ports.random()));
}

function hasUnknownPast(row: Publication): boolean {
  return row.attempts.some((attempt) => attempt.outcome === 'unknown' || attempt.outcome === 'absent');
}

function firstIntent(row: Publication): number {
  return Math.min(...row.attempts.map((attempt) => attempt.intentAtEpochMs));
}

function tellBug(work: WorkedRow, error: unknown): void {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  work.ports.journal.write('error', 'unexpected-error', { id: work.row.id, stack: stack.slice(0, 2_000) });
}
