import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type RunningSandbox, startSandbox } from '../../sandbox/server.ts';
import { changeSettings } from '../sandbox/change-settings.ts';
import { allCases } from './all-cases.ts';
import { playCase, reasonToSkip } from './run-cases.ts';
import { type Target, openTarget } from './target.ts';

let sandbox: RunningSandbox;
let target: Target;

beforeAll(async () => {
  sandbox = await startSandbox();
  await changeSettings(sandbox, { media: { pendingMs: 20, processingMs: 20, checkAfterSeconds: 0.02 } });
  target = await openTarget(sandbox.url, { ...sandbox.accounts[0]!, second: sandbox.accounts[1]! });
});
afterAll(() => sandbox.close());

describe('the sandbox conforms:', () => {
  it.each(allCases)('$name: $says', { timeout: 60_000 }, async (each) => {
    expect(reasonToSkip(each, target, [])).toBeUndefined();
    await playCase(each, target);
  });

  it('with names that --skip can tell apart', () => {
    const names = allCases.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/);
  });
});
