import { plainTable } from '../../local/plain-table.ts';
import type { SoakReport } from './run-soak.ts';

const MOST_SHOWN = 30;

/** The report for people. */
export function reportText(report: SoakReport): string {
  const { figures, faults, violations } = report;
  const total = report.drops + report.calls;
  const met = Object.values(faults).reduce((sum, acted) => sum + acted, 0);
  const facts = [
    ['triggers', `${total}: ${report.drops} pictures, ${report.calls} calls`],
    ['webhook requests', `${report.requests}, repeats included`],
    ['posted', `${report.posted}`],
    ['needs-human', `${report.needsHuman}`],
    ['time', `${report.seconds} s, ${figures.postsPerSecond} posts a second`],
    ['SIGKILLs', `${report.kills}`],
    [
      'faults of X',
      `${met}: ${Object.entries(faults)
        .map((entry) => entry.join(' '))
        .join(', ')}`,
    ],
    ['unclear calls', `${figures.unclearCalls}, of which X had carried out ${figures.foundOnX}`],
    ['trigger to post', `median ${figures.medianSeconds} s, p99 ${figures.p99Seconds} s`],
    ['violations', `${violations.length}`],
  ];
  const shown = violations.slice(0, MOST_SHOWN).map((violation) => `VIOLATION: ${violation}\n`);
  return `${plainTable(facts)}${shown.join('')}`;
}
