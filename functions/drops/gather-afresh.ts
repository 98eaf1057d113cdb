import type { AcceptPorts } from '../domain/accept-row.ts';
import { changeRow } from '../domain/change-row.ts';
import type { Publication } from '../domain/publication.ts';
import { sendHint } from '../domain/send-hint.ts';

/** The row, due at that moment if it gathers still; what is further stays as it is. */
export async function gatherAfresh(id: string, dueAtEpochMs: number, ports: AcceptPorts): Promise<Publication> {
  const row = await changeRow(id, ports.log, (now) => ({ next: moved(now, dueAtEpochMs, ports.clock()) }));
  if (row.state === 'GATHERING') await sendHint(row.account, dueAtEpochMs, ports);
  return row;
}

function moved(row: Publication, dueAtEpochMs: number, nowEpochMs: number): Publication {
  if (row.state !== 'GATHERING') return row;
  return { ...row, dueAtEpochMs, version: row.version + 1, updatedAtEpochMs: nowEpochMs };
}
