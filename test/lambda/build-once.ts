import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll } from 'vitest';

import type { FunctionName } from '../../functions/config/env.ts';
import { buildFunctions, bundle } from '../../scripts/build.ts';

const configFile = fileURLToPath(new URL('pigeonpost.config.ts', import.meta.url));

interface Bundles {
  readonly folderOf: (name: FunctionName) => string;
  /** Builds one that holds no config once more, beside the first. */
  readonly again: (name: 'sweep') => Promise<string>;
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
      const outFolder = join(folder, 'more', name);
      await bundle(fileURLToPath(new URL(`../../functions/lambda/${name}.ts`, import.meta.url)), outFolder);
      return outFolder;
    },
  };
}
