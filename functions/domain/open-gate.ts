import { emptyLedger } from './account-ledger.ts';
import type { AccountGate } from './publication.ts';

/** The item of an account that was never written: open, with nothing spent. */
export function openGate(account: string): AccountGate {
  return {
    kind: 'account',
    id: `account/${account}`,
    version: 0,
    account,
    lease: null,
    closedUntilEpochMs: null,
    held: null,
    ledger: emptyLedger,
  };
}
