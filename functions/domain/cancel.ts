import { announceEnd } from './announce-end.ts';
import { changeRow } from './change-row.ts';
import { CommandRefusedError } from './errors.ts';
import { threadStopped } from './follow-thread.ts';
import { mayCancel } from './may-be-asked.ts';
import type { OperatePorts } from './operate-ports.ts';
import { publicStates } from './publication-state.ts';
import type { Failure, Publication } from './publication.ts';
import { stepPublication } from './step-publication.ts';
import { threadRowId } from './thread-row-id.ts';

/**
 * The row as CANCELLED: it will not be posted. Works in every state before posting; of a thread, what comes after it is
 * cancelled too. A row that is cancelled already stays as it is.
 *
 * @throws CommandRefusedError `WRONG_STATE` from the moment the call to X may be out, or when it has ended
 */
export async function cancel(id: string, ports: OperatePorts): Promise<Publication> {
  const cancelled = await end(id, { code: 'CANCELLED', message: 'cancelled by hand' }, ports);
  const { thread } = cancelled;
  if (thread === undefined) return cancelled;
  for (let index = thread.index + 1; index < thread.total; index += 1) {
    await end(threadRowId(thread.id, index), threadStopped({ ...thread, index }), ports);
  }
  return cancelled;
}

async function end(id: string, failure: Failure, ports: OperatePorts): Promise<Publication> {
  let isNew = false;
  const row = await changeRow(id, ports.log, (row) => {
    isNew = row.state !== 'CANCELLED';
    if (!isNew) return { next: row };
    refuseUnlessWaiting(row);
    return { next: stepPublication(row, 'CANCELLED', ports.clock(), { failure }) };
  });
  if (isNew) await announceEnd(row, ports);
  return row;
}

function refuseUnlessWaiting(row: Publication): void {
  if (mayCancel(row)) return;
  const { id, state } = row;
  throw new CommandRefusedError('WRONG_STATE', `the post ${id} is ${publicStates[state]}: too late to cancel it`, {
    advice: 'Only what waits, gathers or is queued can be cancelled.',
  });
}
