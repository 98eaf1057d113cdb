import type { WorldReport } from './run-world.ts';

/** What many worlds came to. */
export interface Summary {
  seeds: number;
  triggers: number;
  rows: number;
  posts: number;
  /** Calls of ports and other things that happened. */
  happened: number;
  virtualHours: number;
  states: Record<string, number>;
  /** Journal lines of level `error`, by event. */
  alarms: Record<string, number>;
  failures: WorldReport[];
}

export function emptySummary(): Summary {
  return {
    seeds: 0,
    triggers: 0,
    rows: 0,
    posts: 0,
    happened: 0,
    virtualHours: 0,
    states: {},
    alarms: {},
    failures: [],
  };
}

export function addReport(summary: Summary, report: WorldReport): void {
  const { triggers, posts, happened, virtualHours, states, alarms, violations } = report;
  summary.seeds += 1;
  addTotals(summary, { triggers, posts, happened, virtualHours, states, alarms, rows: sum(states) });
  if (violations.length > 0) summary.failures.push(report);
}

export function addSummary(summary: Summary, other: Summary): void {
  summary.seeds += other.seeds;
  addTotals(summary, other);
  summary.failures.push(...other.failures);
}

type Totals = Pick<Summary, 'triggers' | 'rows' | 'posts' | 'happened' | 'virtualHours'> &
  Pick<WorldReport, 'states' | 'alarms'>;

function addTotals(summary: Summary, totals: Totals): void {
  summary.triggers += totals.triggers;
  summary.rows += totals.rows;
  summary.posts += totals.posts;
  summary.happened += totals.happened;
  summary.virtualHours += totals.virtualHours;
  addCounts(summary.states, totals.states);
  addCounts(summary.alarms, totals.alarms);
}

function addCounts(counts: Record<string, number>, more: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(more)) counts[name] = (counts[name] ?? 0) + count;
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}
