import type { WorldReport } from './run-world.ts';
import type { Summary } from './summary.ts';

/** A few lines for people about what was run. */
export function describeSummary(summary: Summary, seconds: number): string {
  const { seeds, triggers, rows, posts, happened, virtualHours, states, alarms, failures } = summary;
  const perSeed = seeds === 0 ? 0 : Math.round(happened / seeds);
  return [
    `${show(seeds)} seeds in ${seconds.toFixed(1)} s, ${show(perSeed)} things happening in each, ${show(Math.round(virtualHours))} hours of virtual time`,
    `${show(triggers)} triggers became ${show(rows)} rows and ${show(posts)} posts on X`,
    `ended as: ${list(states)}`,
    `alarms: ${list(alarms)}`,
    failures.length === 0 ? 'nothing found' : `FOUND in ${show(failures.length)} seeds`,
  ].join('\n');
}

/** What was wrong with one seed. */
export function describeFailure({ seed, violations }: WorldReport): string {
  const lines = violations.map(({ rule, what }) => `  ${rule}: ${what}`);
  return [`seed ${seed}:`, ...lines].join('\n');
}

function list(counts: Readonly<Record<string, number>>): string {
  const sorted = Object.entries(counts).toSorted(([, a], [, b]) => b - a);
  return sorted.map(([name, count]) => `${name} ${show(count)}`).join(', ') || 'none';
}

function show(count: number): string {
  return count.toLocaleString('en');
}
