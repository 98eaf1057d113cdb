import { giveBack, type AccountLedger } from './account-ledger.ts';
import type { AccountGate, Attempt } from './publication.ts';

export type GiveBack = (gate: AccountGate) => { readonly ledger: AccountLedger };

/** Takes attempts out of the account's counts and sums again: X did not create what they were charged for. */
export function giveBackAttempts(attempts: readonly Attempt[]): GiveBack {
  return (gate) => ({
    ledger: attempts.reduce(
      (ledger, { charged, intentAtEpochMs }) =>
        charged === undefined ? ledger : giveBack(ledger, { ...charged, intentAtEpochMs }),
      gate.ledger,
    ),
  });
}
