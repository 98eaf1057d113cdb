import { availableParallelism } from 'node:os';

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Much of a test is waiting for servers and processes, so every core has one; the default leaves one core idle.
    maxWorkers: Math.max(2, availableParallelism()),
    testTimeout: 20_000,
    hookTimeout: 20_000,
    reporters: ['default', './test/reporters/closing-line.ts'],
  },
});
