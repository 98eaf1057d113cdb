import type { Scenario } from './draw-world.ts';

export const scenarioNames = ['standard', 'late'] as const;
export type ScenarioName = (typeof scenarioNames)[number];

interface NamedScenario extends Scenario {
  /** Whether two posts for one trigger are possible; an alarm must tell then. */
  readonly mayDouble: boolean;
}

/**
 * `standard`: X creates and shows a post within a minute each; the duplicate rule is on for every second seed.
 * `late`: X creates a post up to an hour after a call without an answer, and lets doubles through.
 */
export function scenarioOf(name: ScenarioName, seed: number): NamedScenario {
  if (name === 'late') return { duplicateRule: false, latestCommitMs: 3_600_000, mayDouble: true };
  return { duplicateRule: seed % 2 === 0, latestCommitMs: 60_000, mayDouble: false };
}
