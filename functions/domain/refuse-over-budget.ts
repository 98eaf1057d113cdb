import { ledgerAt, type AccountLedger } from './account-ledger.ts';
import { BudgetSpentError } from './errors.ts';
import type { AccountRules } from './publish-ports.ts';

type BudgetRules = Pick<AccountRules, 'monthlyBudgetMicroUsd'>;

/** Whether the price still fits into the budget of that moment's month. */
export function fitsBudget(
  ledger: AccountLedger,
  priceMicroUsd: number,
  { monthlyBudgetMicroUsd = Infinity }: BudgetRules,
  nowEpochMs: number,
): boolean {
  return ledgerAt(ledger, nowEpochMs).costMicroUsd + priceMicroUsd <= monthlyBudgetMicroUsd;
}

/** @throws BudgetSpentError when the post would cost more than is left of the month's budget */
export function refuseOverBudget(
  ledger: AccountLedger,
  priceMicroUsd: number,
  rules: BudgetRules,
  nowEpochMs: number,
): void {
  if (fitsBudget(ledger, priceMicroUsd, rules, nowEpochMs)) return;
  const spent = dollars(ledgerAt(ledger, nowEpochMs).costMicroUsd);
  const budget = dollars(rules.monthlyBudgetMicroUsd ?? 0);
  const message = `the next post costs ${dollars(priceMicroUsd)}; ${spent} of ${budget} are spent this month`;
  throw new BudgetSpentError(message, priceMicroUsd, {
    advice: 'Raise monthlyBudgetUsd, or wait for the next month: the account then goes on by itself.',
  });
}

function dollars(microUsd: number): string {
  return `$${(microUsd / 1e6).toFixed(3)}`;
}
