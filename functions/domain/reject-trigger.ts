import type { AcceptPorts } from './accept-row.ts';
import { failureOf } from './failure.ts';
import { newPublication } from './new-publication.ts';
import { publicationId } from './publication-id.ts';
import type { TriggerSource } from './publication.ts';

/** Shown as the account of what could not be brought to any. */
export const NO_ACCOUNT = '-';

/** A failed row for what cannot even be read, so that people see it and why; the same input makes the same row. */
export async function rejectTrigger(
  source: TriggerSource,
  label: string,
  input: string,
  error: unknown,
  ports: AcceptPorts,
): Promise<void> {
  const id = publicationId(source, 'rejected', input);
  const failure = failureOf(error);
  const beginning = { id, source, label, account: NO_ACCOUNT, fingerprint: id, dueAtEpochMs: null, failure } as const;
  await ports.log.transact([newPublication({ ...beginning, state: 'REJECTED' }, ports.clock())]);
  ports.journal.write('warn', 'trigger-rejected', { id, source, code: failure.code });
}
