import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll } from 'vitest';

import type { FunctionName } from '../../functions/config/env.ts';
import { buildFunctions } from '../../scripts/build.ts';

const configFile = fileURLToPath(new URL('pigeonpost.config.ts', import.meta.url));

interface Bundles {
  readonly folderOf: (name: FunctionName) => string;
  /** Builds one of them once more, beside the first. */
  readonly again: (name: FunctionName) => Promise<string>;
}

/** The bundles as they are deployed, in a folder outside the project: nothing that is installed here can be found there. */
export function buildOnce(): Bundles {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pigeonpost-bundles-'));
    await buildFunctions({ configFile, outFolder: join(folder, 'once') });
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return {
    folderOf: (name) => join(folder, 'once', name),
    again: async (name) => {
      await buildFunctions({ configFile, outFolder: join(folder, 'more'), names: [name] });
      return join(folder, 'more', name);
    },
  };
}
