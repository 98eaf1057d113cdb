import { afterAll, beforeAll, beforeEach, describe, onTestFailed } from 'vitest';

import { installMinistack } from './install-ministack.ts';
import { type OpenedMinistack, openMinistack } from './open-ministack.ts';

const { found, missing } = await installMinistack();
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
