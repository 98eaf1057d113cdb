import type { GateChange } from './account-lease.ts';
import { giveBack } from './account-ledger.ts';
import type { Attempt } from './publication.ts';

/** Takes attempts out of the account's counts and sums again: X did not create what they were charged for. */
export function giveBackAttempts(attempts: readonly Attempt[]): GateChange {
  return (gate) => ({
    ledger: attempts.reduce(
      (ledger, { charged, intentAtEpochMs }) =>
        charged === undefined ? ledger : giveBack(ledger, { ...charged, intentAtEpochMs }),
      gate.ledger,
    ),
  });
}
