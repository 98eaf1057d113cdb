import { mutants, type MutantName } from './mutants.ts';
import { runWorld, type WorldReport } from './run-world.ts';
import type { ScenarioName } from './scenarios.ts';
import { addReport, emptySummary, type Summary } from './summary.ts';

export interface SeedRun {
  readonly from: number;
  readonly seeds: number;
  readonly scenario: ScenarioName;
  readonly mutant?: MutantName;
  /** No seed is begun once this holds for the report of one. */
  readonly until?: (report: WorldReport) => boolean;
}

/** Worlds that take turns: each gives way after everything that happens, and a turn of the event loop costs the same for all. */
const AT_ONCE = 16;

/** Runs the seeds; what is found stands in the summary by seed. */
export async function runSeeds({ from, seeds, scenario, mutant, until = () => false }: SeedRun): Promise<Summary> {
  const summary = emptySummary();
  const mutation = mutant === undefined ? {} : { mutate: mutants[mutant].mutate };
  let next = from;
  let isOver = false;
  const lane = async (): Promise<void> => {
    while (!isOver && next < from + seeds) {
      const seed = next;
      next += 1;
      const report = await runWorld({ seed, scenario, ...mutation });
      addReport(summary, report);
      isOver ||= until(report);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  summary.failures.sort((a, b) => a.seed - b.seed);
  return summary;
}
