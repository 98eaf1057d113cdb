import { defineConfig } from 'vitest/config';

/** Tests of the pages in a real Chromium; `npm test` needs none, so they stand apart. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.browser.ts'],
    globalSetup: ['test/browser/tell-chromium.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // One browser at a time is enough for a small machine.
    fileParallelism: false,
    reporters: ['default', './test/reporters/closing-line.ts'],
  },
});
