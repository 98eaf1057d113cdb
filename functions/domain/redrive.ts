import { changeRow } from './change-row.ts';
import { CommandRefusedError } from './errors.ts';
import { firstStep } from './first-step.ts';
import { THREAD_STOPPED } from './follow-thread.ts';
import { hasFailed, mayRedrive } from './may-be-asked.ts';
import type { OperatePorts } from './operate-ports.ts';
import { publicStates } from './publication-state.ts';
import type { MediaRecord, Publication } from './publication.ts';
import { hintRow } from './send-hint.ts';
import { stepPublication } from './step-publication.ts';
import { threadRowId } from './thread-row-id.ts';

/**
 * The row queued again, a new generation of it under the same id: its attempts stay, its lateness counts from now. Of a
 * thread, what was stopped behind it is queued again too.
 *
 * @throws CommandRefusedError `WRONG_STATE` unless the row has failed or expired, `POST_UNKNOWN`
 */
export async function redrive(id: string, ports: OperatePorts): Promise<Publication> {
  const row = await queueAgain(id, ports);
  await hintRow(row, ports);
  return row;
}

/** The same without the hint, for whoever redrives many. */
export async function queueAgain(id: string, ports: OperatePorts): Promise<Publication> {
  const row = await changeRow(id, ports.log, (row) => {
    refuseUnlessFailed(row);
    return { next: anotherGeneration(row, ports.clock()) };
  });
  tell(row, ports);
  await queueFollowers(row, ports);
  return row;
}

async function queueFollowers({ thread }: Publication, ports: OperatePorts): Promise<void> {
  if (thread === undefined) return;
  for (let index = thread.index + 1; index < thread.total; index += 1) {
    const follower = await changeRow(threadRowId(thread.id, index), ports.log, (row) => {
      const isStopped = row.state === 'CANCELLED' && row.failure?.code === THREAD_STOPPED;
      return { next: isStopped ? anotherGeneration(row, ports.clock()) : row };
    });
    tell(follower, ports);
  }
}

function refuseUnlessFailed(row: Publication): void {
  const { id, state } = row;
  if (!hasFailed(row)) {
    throw new CommandRefusedError('WRONG_STATE', `the post ${id} is ${publicStates[state]}: nothing to send again`, {
      advice: 'Only what has failed or expired can be sent again.',
    });
  }
  if (!mayRedrive(row)) {
    throw new CommandRefusedError('WRONG_STATE', `what arrived as ${id} could not be read: nothing to send again`, {
      advice: 'Correct it at its source and send it from there.',
    });
  }
}

function anotherGeneration(row: Publication, nowEpochMs: number): Publication {
  const { state, dueAtEpochMs } = row.post === null ? gathering(nowEpochMs) : firstStep(row.post, nowEpochMs);
  return stepPublication(row, state, nowEpochMs, {
    generation: row.generation + 1,
    redrivenAtEpochMs: nowEpochMs,
    dueAtEpochMs,
    media: mediaFor(row),
    failure: null,
    reconcile: null,
    stumbles: 0,
  });
}

function gathering(nowEpochMs: number) {
  return { state: 'GATHERING', dueAtEpochMs: nowEpochMs } as const;
}

/** Uploaded afresh, unless an earlier call may have made a post of what is up: that one would be known by it. */
function mediaFor({ attempts, media }: Publication): readonly MediaRecord[] {
  const isUnclear = attempts.some(({ outcome }) => outcome === 'unknown' || outcome === 'absent');
  return isUnclear ? media : media.map(() => ({}));
}

function tell({ id, account, state, generation }: Publication, { journal }: OperatePorts): void {
  journal.write('info', 'redriven', { id, account, state: publicStates[state], generation });
}
