import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, beforeEach, describe, onTestFailed } from 'vitest';

import { installPackage } from '../python/install-package.ts';
import { type OpenedMinistack, openMinistack } from './open-ministack.ts';

const { found, missing } = await installPackage({
  name: 'ministack',
  version: '1.5.33',
  requirements: fileURLToPath(new URL('../python/ministack.txt', import.meta.url)),
});
const reason = `cannot be tried here: there is no ${missing}`;
// Titles of skipped tests are not shown.
if (found === undefined) console.warn(`MiniStack ${reason}`);

/** Tests that share one MiniStack. Where it cannot be had they count as skipped, and the title says what to install. */
export function describeOnMinistack(title: string, tests: (opened: () => OpenedMinistack) => void): void {
  describe.skipIf(found === undefined)(`MiniStack: ${found === undefined ? reason : title}`, () => {
    let ministack: OpenedMinistack;

    beforeAll(async () => {
      if (found !== undefined) ministack = await openMinistack(found);
    });
    beforeEach(() => onTestFailed(() => console.error(ministack.output())));
    afterAll(() => ministack.close());

    tests(() => ministack);
  });
}
