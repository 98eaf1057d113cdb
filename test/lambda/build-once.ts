import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll } from 'vitest';

import type { FunctionName } from '../../functions/config/env.ts';
import { buildFunctions } from '../../scripts/build.ts';

const configFile = fileURLToPath(new URL('pigeonpost.config.ts', import.meta.url));

/** The bundles as they are deployed, in a folder outside the project: nothing that is installed here can be found there. */
export function buildOnce(): (name: FunctionName) => string {
  let outFolder = '';
  beforeAll(async () => {
    outFolder = await mkdtemp(join(tmpdir(), 'pigeonpost-bundles-'));
    await buildFunctions({ configFile, outFolder });
  }, 60_000);
  afterAll(() => rm(outFolder, { recursive: true, force: true }));
  return (name) => join(outFolder, name);
}
