import type { OpenXAccounts, XAccountSettings } from '../../../../functions/adapters/x/open-accounts.ts';
import { openXAccounts } from '../../../../functions/adapters/x/open-accounts.ts';
import type { XAccount } from '../../../../functions/domain/x-account.ts';
import { type RunningSandbox, startSandbox } from '../../../../sandbox/server.ts';
import { InMemorySecrets } from '../../../fakes/in-memory-secrets.ts';
import { type ManualClock, manualClock } from '../../../fakes/manual-clock.ts';
import { RecordingJournal } from '../../../fakes/recording-journal.ts';

export interface SandboxAccount {
  readonly sandbox: RunningSandbox;
  readonly accounts: OpenXAccounts;
  readonly account: XAccount;
  readonly journal: RecordingJournal;
  /** Of the sandbox and of the account alike; pauses move it instead of being waited for. */
  readonly time: ManualClock;
  /** A fault of the sandbox, as its control plane takes it. */
  addFault(fault: object): Promise<void>;
  /** Settings of the sandbox, as its control plane takes them. */
  change(settings: object): Promise<void>;
  close(): Promise<void>;
}

/** An account of a sandbox of its own, through the driver and endpoint that are asked for. */
export async function openSandboxAccount(
  settings: XAccountSettings,
  deadlines?: Parameters<typeof openXAccounts>[0]['deadlines'],
): Promise<SandboxAccount> {
  const time = manualClock();
  const sandbox = await startSandbox({ nowMs: time.clock });
  const journal = new RecordingJournal();
  const accounts = openXAccounts({
    secrets: new InMemorySecrets({ 'account/main': sandbox.accounts[0], 'account/other': sandbox.accounts[1] }),
    accounts: { main: settings, other: settings },
    apiUrl: sandbox.url,
    clock: time.clock,
    random: () => 0.5,
    journal,
    pause: async (milliseconds) => {
      await Promise.resolve();
      time.advance(milliseconds);
    },
    ...(deadlines === undefined ? {} : { deadlines }),
  });
  const control = async (method: string, path: string, body: object): Promise<void> => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${sandbox.url}/_sandbox/${path}`, { method, headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`the sandbox took no ${path}: ${answer.status} ${await answer.text()}`);
  };
  return {
    sandbox,
    accounts,
    account: await accounts.open('main'),
    journal,
    time,
    addFault: (fault) => control('POST', 'faults', fault),
    change: (wish) => control('PUT', 'settings', wish),
    async close() {
      await accounts.close();
      await sandbox.close();
    },
  };
}
