import { isFinal, type LogState } from '../../functions/domain/publication-state.ts';
import type { Attempt, Publication } from '../../functions/domain/publication.ts';
import type { AccountRules } from '../../functions/domain/publish-ports.ts';
import type { LogStore, Transaction } from './sim-log.ts';

/** What must never happen, with what happened. */
export interface Violation {
  readonly rule: string;
  readonly what: string;
}

const ready: readonly LogState[] = ['RECEIVED', 'MEDIA_UPLOADING', 'MEDIA_PENDING', 'MEDIA_READY', 'DEFERRED'];

/** What is wrong with one transaction that the log has taken. */
export function watchTransaction(
  { worker, writes, replaced }: Transaction,
  log: LogStore,
  rules: AccountRules,
): readonly Violation[] {
  return writes.flatMap((item, i) => {
    if (item.kind !== 'publication') return [];
    const before = replaced[i]?.kind === 'publication' ? replaced[i] : undefined;
    return [
      ...(isAsleep(item) ? [{ rule: 'stuck', what: `${item.id} is ${item.state} without a time to look again` }] : []),
      ...(before !== undefined &&
      isFinal(before.state) &&
      before.state !== item.state &&
      before.generation === item.generation
        ? [{ rule: 'final', what: `${item.id} went from ${before.state} to ${item.state}` }]
        : []),
      ...(item.state === 'POSTING' ? [...overtaken(item, worker, log), ...overspent(item, log, rules)] : []),
    ];
  });
}

function isAsleep(row: Publication): boolean {
  return row.dueAtEpochMs === null && !isFinal(row.state) && row.state !== 'NEEDS_HUMAN';
}

/** Rows accepted before, due and ready when the worker chose this one. */
function overtaken(chosen: Publication, worker: string, log: LogStore): readonly Violation[] {
  const { rows } = log.lastDue.get(worker) ?? { rows: [] };
  return rows
    .filter((row) => row.id !== chosen.id && row.acceptedAtEpochMs < chosen.acceptedAtEpochMs)
    .filter((row) => ready.includes(row.state) && log.publication(row.id)?.version === row.version)
    .map((row) => ({ rule: 'order', what: `${chosen.id} overtook ${row.id}, which was ${row.state}` }));
}

/** Limits that this intent passes, counted from all rows of the account instead of from its item. */
function overspent({ account, id, attempts }: Publication, log: LogStore, rules: AccountRules): readonly Violation[] {
  const last = attempts.at(-1);
  if (last === undefined) return [];
  const all = log.rows.filter((row) => row.account === account).flatMap((row) => row.attempts);
  const counted = all.filter(({ outcome }) => outcome === 'open' || outcome === 'posted' || outcome === 'unknown');
  const today = counted.filter((attempt) => dateOf(attempt, 'day') === dateOf(last, 'day'));
  const thisMonth = counted.filter((attempt) => dateOf(attempt, 'month') === dateOf(last, 'month'));
  const { postsPerDay = Infinity, mediaPerDay = Infinity, monthlyBudgetMicroUsd = Infinity } = rules;
  const { minimumSpacingSeconds = 0 } = rules;
  const earlier = all.filter((attempt) => attempt !== last).map(({ intentAtEpochMs }) => intentAtEpochMs);
  const gapMs = last.intentAtEpochMs - Math.max(-Infinity, ...earlier);
  const passed = [
    [today.length, postsPerDay, 'posts a day'],
    [sum(today, ({ charged }) => charged?.media ?? 0), mediaPerDay, 'media a day'],
    [sum(thisMonth, ({ charged }) => charged?.costMicroUsd ?? 0), monthlyBudgetMicroUsd, 'micro dollars a month'],
    [minimumSpacingSeconds * 1_000, gapMs, 'milliseconds of spacing'],
  ] as const;
  return passed
    .filter(([is, allowed]) => is > allowed)
    .map(([is, allowed, what]) => ({ rule: 'limit', what: `${id} makes it ${is} of ${allowed} ${what}` }));
}

function dateOf({ intentAtEpochMs }: Attempt, span: 'day' | 'month'): string {
  return new Date(intentAtEpochMs).toISOString().slice(0, span === 'day' ? 10 : 7);
}

function sum(attempts: readonly Attempt[], value: (attempt: Attempt) => number): number {
  return attempts.reduce((total, attempt) => total + value(attempt), 0);
}
