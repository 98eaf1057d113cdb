import type { AccountLease } from './account-lease.ts';
import { BudgetSpentError, type AccountHeldError } from './errors.ts';
import { failureOf } from './failure.ts';
import type { Hold } from './publication.ts';
import type { PublishPorts } from './publish-ports.ts';
import { fitsBudget } from './refuse-over-budget.ts';
import type { WorkedRow } from './worked-row.ts';

/** A row that only looks something up on X may do so while the account stands still; how soon again after a refusal. */
const LOOK_AGAIN_MS = 15 * 60_000;

/**
 * Lets the account stand still until a person acts: its rows stay as they are, and it is told once. A row that met a
 * refusal while the account stood still already looks again later.
 */
export async function holdAccount(work: WorkedRow, error: AccountHeldError): Promise<void> {
  const { row, ports, lease } = work;
  const nowEpochMs = ports.clock();
  if (lease.gate.held !== null) return work.wait(nowEpochMs + LOOK_AGAIN_MS, failureOf(error));
  await lease.commit([], { held: holdOf(error, nowEpochMs) });
  const { reason, code } = error;
  ports.journal.write('error', 'account-held', { account: row.account, reason, code, message: error.message });
}

function holdOf(error: AccountHeldError, sinceEpochMs: number): Hold {
  const { reason, message, advice } = error;
  return {
    reason,
    message,
    ...(advice === undefined ? {} : { advice }),
    sinceEpochMs,
    ...(error instanceof BudgetSpentError ? { priceMicroUsd: error.priceMicroUsd } : {}),
  };
}

/** Ends a hold for want of budget once the price fits: in the next month, or after the budget was raised. */
export async function liftBudgetHold(lease: AccountLease, ports: PublishPorts): Promise<void> {
  const { account, held, ledger } = lease.gate;
  if (held?.reason !== 'budget') return;
  if (!fitsBudget(ledger, held.priceMicroUsd ?? 0, ports.rules(account), ports.clock())) return;
  await lease.commit([], { held: null });
  ports.journal.write('info', 'account-resumed', { account, reason: held.reason });
}
