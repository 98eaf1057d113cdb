import { charge, ledgerAt, type AccountLedger, type Demand } from './account-ledger.ts';
import type { Post } from './post.ts';
import { pricePost } from './price.ts';
import type { AccountGate, Publication } from './publication.ts';
import type { AccountRules } from './publish-ports.ts';
import { refuseOverBudget } from './refuse-over-budget.ts';
import { refusePace } from './refuse-pace.ts';

/** What the account is charged for posting this. */
export function demandOf(post: Post, row: Publication): Demand {
  const continuesThread = (row.thread?.index ?? 0) > 0;
  return { media: post.media.length, costMicroUsd: pricePost(post, { continuesThread }).totalMicroUsd };
}

/**
 * The account's ledger with this post in it, where its pace and its budget allow one more.
 *
 * @throws RateLimitedError, BudgetSpentError, RejectedTriggerError
 */
export function admitIntent(
  gate: AccountGate,
  demand: Demand,
  rules: AccountRules,
  nowEpochMs: number,
): { readonly ledger: AccountLedger } {
  const ledger = ledgerAt(gate.ledger, nowEpochMs);
  refusePace(ledger, demand, rules, nowEpochMs);
  refuseOverBudget(ledger, demand.costMicroUsd, rules, nowEpochMs);
  return { ledger: charge(ledger, demand, nowEpochMs, rules.untoldLimit) };
}
