import { contenderTitles } from '../contender/names.ts';
import { items } from '../items.ts';
import { type Goal, isMet } from './goals.ts';
import type { Table } from './render-table.ts';
import type { Cell, Comparison } from './summarize.ts';

const heading = [
  'job',
  'contender',
  'wall',
  'CPU',
  'peak memory',
  'requests',
  'connections',
  'wall ×',
  'CPU ×',
  'memory ×',
];

/** What was measured at one latency, each of ours with its share of what its peer takes. */
export function tabulate(cells: readonly Cell[], comparisons: readonly Comparison[], latencyMs: number): Table {
  return [heading, ...cells.filter((cell) => cell.latencyMs === latencyMs).map((cell) => rowOf(cell, comparisons))];
}

function rowOf(cell: Cell, comparisons: readonly Comparison[]): string[] {
  const beside = comparisons.find(
    ({ item, latencyMs, contender }) =>
      item === cell.item && latencyMs === cell.latencyMs && contender === cell.contender,
  );
  return [
    items.get(cell.item)?.title ?? cell.item,
    contenderTitles[cell.contender],
    duration(cell.wallMs),
    duration(cell.cpuMs),
    `${(cell.peakBytes / 1e6).toFixed(0)} MB`,
    `${count(cell.storeRequests)} + ${count(cell.xRequests)}`,
    `${count(cell.storeConnections)} + ${count(cell.xConnections)}`,
    ratio(beside?.wall),
    ratio(beside?.cpu),
    ratio(beside?.peak),
  ];
}

export function tabulateGoals(goals: readonly Goal[]): Table {
  const rows = goals.map((goal) => [
    goal.title,
    isMet(goal) ? 'met' : 'missed',
    amount(goal.limit, goal),
    amount(goal.measured, goal),
  ]);
  return [['goal', '', 'at most', 'measured'], ...rows];
}

function amount(value: number, { unit }: Goal): string {
  return unit === 'x' ? ratio(value) : `${value.toFixed(0)} MB`;
}

function ratio(value: number | undefined): string {
  return value === undefined ? '' : value.toFixed(2);
}

function duration(ms: number): string {
  if (ms >= 1000) return `${(ms / 1000).toFixed(2)} s`;
  return `${ms.toFixed(ms < 10 ? 1 : 0)} ms`;
}

/** Small shares come from posts that share connections. */
function count(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}
