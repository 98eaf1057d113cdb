import { changeGate } from './change-gate.ts';
import type { PublicationLog } from './ports.ts';
import type { Hold } from './publication.ts';
import { sendHint, type HintPorts } from './send-hint.ts';

export interface ResumePorts extends HintPorts {
  readonly log: PublicationLog;
}

/**
 * What the account was held for, null when it was not; its queue goes on from here. A pause that X or the account's
 * own pace asked for is not ended by this, and a budget that is still spent holds the account again.
 */
export async function resumeAccount(account: string, ports: ResumePorts): Promise<Hold | null> {
  let ended: Hold | null = null;
  await changeGate(account, ports.log, ({ held }) => {
    ended = held;
    return held === null ? undefined : { held: null };
  });
  return tell(account, ended, ports);
}

async function tell(account: string, ended: Hold | null, ports: ResumePorts): Promise<Hold | null> {
  if (ended === null) return null;
  ports.journal.write('info', 'account-resumed', { account, reason: ended.reason });
  await sendHint(account, null, ports);
  return ended;
}
