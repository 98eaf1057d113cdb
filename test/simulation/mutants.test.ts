import { describe, expect, it } from 'vitest';

import { mutantNames, mutants } from './mutants.ts';
import { runSeeds } from './run-seeds.ts';
import type { WorldReport } from './run-world.ts';

const PATIENCE_MS = 600_000;

/** A simulation that finds nothing is worth as much as the mistakes that it would find. */
describe('a mistake in the design', () => {
  it.each(mutantNames)(
    'is found within the default run: %s',
    async (mutant) => {
      const breaks: readonly string[] = mutants[mutant].breaks;
      const isFound = ({ violations }: WorldReport): boolean => violations.some(({ rule }) => breaks.includes(rule));
      const { failures } = await runSeeds({ from: 1, seeds: 2_000, scenario: 'standard', mutant, until: isFound });
      expect(failures.some(isFound)).toBe(true);
    },
    PATIENCE_MS,
  );
});
