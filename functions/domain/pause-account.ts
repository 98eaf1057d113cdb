import { changeGate } from './change-gate.ts';
import type { Clock, Journal, PublicationLog } from './ports.ts';
import type { AccountGate } from './publication.ts';

export interface PausePorts {
  readonly log: PublicationLog;
  readonly journal: Journal;
  readonly clock: Clock;
}

/**
 * The account's item, held until `resumeAccount`; a call to X that is out already is waited for. An account that stands
 * still for another reason keeps that one.
 *
 * @param note why, for whoever looks at the account
 */
export async function pauseAccount(account: string, note: string, ports: PausePorts): Promise<AccountGate> {
  let isNew = false;
  const gate = await changeGate(account, ports.log, ({ held }) => {
    isNew = held === null;
    if (!isNew) return undefined;
    return { held: { reason: 'operator', message: note, sinceEpochMs: ports.clock() } };
  });
  if (isNew) ports.journal.write('info', 'account-paused', { account, reason: 'operator' });
  return gate;
}
