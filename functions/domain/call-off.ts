import { tellEnd } from './announce-end.ts';
import { changeRow } from './change-row.ts';
import { mayCancel } from './may-be-asked.ts';
import type { Clock, Journal, PublicationLog } from './ports.ts';
import type { Failure, Publication } from './publication.ts';
import { stepPublication } from './step-publication.ts';
import { hasStaged } from './tag-media.ts';

export interface CallOffPorts {
  readonly log: PublicationLog;
  readonly journal: Journal;
  readonly clock: Clock;
}

/**
 * The row as CANCELLED, with the reason, before its trigger is told that there will be no post. The row as it stands
 * where it has ended already, or where the call to X may be out. What was staged for it the publisher marks.
 */
export async function callOff(id: string, failure: Failure, ports: CallOffPorts): Promise<Publication> {
  let isNew = false;
  const row = await changeRow(id, ports.log, (row) => {
    isNew = mayCancel(row);
    return {
      next: isNew ? stepPublication(row, 'CANCELLED', ports.clock(), { failure, isUnshown: hasStaged(row) }) : row,
    };
  });
  if (isNew) tellEnd(row, ports);
  return row;
}
