import { type Goal, isMet } from './goals.ts';
import type { Provenance } from './provenance.ts';
import { renderMarkdown, renderText, type Table } from './render-table.ts';
import type { Cell, Comparison } from './summarize.ts';
import { tabulate, tabulateGoals } from './tabulate.ts';

/** All that one run found. */
export interface Report {
  readonly provenance: Provenance;
  readonly handshakes: number;
  readonly cells: readonly Cell[];
  readonly comparisons: readonly Comparison[];
  readonly goals: readonly Goal[];
}

/** For a terminal. */
export function reportAsText(report: Report): string {
  const parts = tablesOf(report).map(([title, table]) => `${title}\n\n${renderText(table)}`);
  return [...parts, `${summaryOf(report)}\n`].join('\n');
}

/** For the page, with everything needed to do it again. */
export function reportAsMarkdown(report: Report): string {
  const { command, date, machine, versions } = report.provenance;
  const list = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const origin = [`Made by \`${command}\` on ${date}: ${machine};`, `${list.join(', ')}.`].join('\n');
  const parts = tablesOf(report).map(([title, table]) => `### ${title}\n\n${renderMarkdown(table)}`);
  return [`${origin}\n${summaryOf(report)}\n`, ...parts].join('\n');
}

function tablesOf(report: Report): (readonly [title: string, table: Table])[] {
  const { cells, comparisons, goals, handshakes } = report;
  const latencies = [...new Set(cells.map(({ latencyMs }) => latencyMs))];
  const newConnection = handshakes === 0 ? '' : `, ${handshakes} times that for each new connection`;
  const measured = latencies.map(
    (latencyMs) =>
      [`${latencyMs} ms of added latency${newConnection}`, tabulate(cells, comparisons, latencyMs)] as const,
  );
  return goals.length === 0 ? measured : [...measured, ['Goals', tabulateGoals(goals)]];
}

function summaryOf({ goals }: Report): string {
  const missed = goals.filter((goal) => !isMet(goal)).length;
  return `Goals: ${goals.length - missed} met, ${missed} missed.`;
}
