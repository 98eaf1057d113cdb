import type { AcceptPorts } from '../domain/accept-row.ts';
import { newPublication } from '../domain/new-publication.ts';
import { publicationId } from '../domain/publication-id.ts';
import { NO_ACCOUNT } from '../domain/reject-trigger.ts';
import type { ObjectCreated } from '../triggers/s3-drop/parse-s3-event.ts';

/**
 * A row, and a line, for the first object under a folder that no route takes: one each folder, whatever else is put
 * there, since it may be somebody else's with thousands of files.
 */
export async function reportNoRoute({ bucket, key }: ObjectCreated, ports: AcceptPorts): Promise<void> {
  const folder = key.slice(0, key.indexOf('/') + 1);
  const id = publicationId('drop', 'no-route', bucket, folder);
  const failure = {
    code: 'NO_ROUTE',
    message: `no route of the config takes ${key.slice(0, 200)}`,
    advice: `Add a drop route that takes "${folder}" and drop the file again; or leave it: nothing more is said of that folder.`,
  };
  const beginning = { id, source: 'drop', label: key, account: NO_ACCOUNT, fingerprint: id, failure } as const;
  const row = newPublication({ ...beginning, state: 'IGNORED', dueAtEpochMs: null }, ports.clock());
  const isNew = (await ports.log.transact([row])) === 'done';
  if (isNew) ports.journal.write('warn', 'no-route', { id, key: key.slice(0, 200) });
}
