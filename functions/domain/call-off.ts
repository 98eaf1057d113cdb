import { announceEnd } from './announce-end.ts';
import { changeRow } from './change-row.ts';
import { mayCancel } from './may-be-asked.ts';
import type { OperatePorts } from './operate-ports.ts';
import type { Failure, Publication } from './publication.ts';
import { stepPublication } from './step-publication.ts';

/**
 * The row as CANCELLED, with the reason, before its trigger is told that there will be no post. The row as it stands
 * where it has ended already, or where the call to X may be out.
 */
export async function callOff(id: string, failure: Failure, ports: OperatePorts): Promise<Publication> {
  let isNew = false;
  const row = await changeRow(id, ports.log, (row) => {
    isNew = mayCancel(row);
    return { next: isNew ? stepPublication(row, 'CANCELLED', ports.clock(), { failure }) : row };
  });
  if (isNew) await announceEnd(row, ports);
  return row;
}
