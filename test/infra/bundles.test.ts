import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { functionNames } from '../../functions/config/env.ts';
import { buildFunctions } from '../../scripts/build.ts';
import { resourcesOf } from './resources.ts';
import { sampleConfig, synthesise } from './synthesise.ts';

const folder = mkdtempSync(join(tmpdir(), 'pigeonpost-bundles-'));

/** Where each function's code will lie: the name is made of what is in it. */
async function codeOf(name: string, config: object): Promise<Readonly<Record<string, unknown>>> {
  const configFile = join(folder, `${name}.config.ts`);
  writeFileSync(configFile, `export default ${JSON.stringify(config)};\n`);
  const outFolder = join(folder, name);
  await buildFunctions({ configFile, outFolder });
  const functions = Object.entries(resourcesOf(synthesise({ bundlesFolder: outFolder }), 'AWS::Lambda::Function'));
  return Object.fromEntries(functions.map(([id, { Properties }]) => [id, Properties['Code']]));
}

describe('the code of the functions', () => {
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it(
    'is the same when it is built again, and when only a setting of the stack changed',
    { timeout: 120_000 },
    async () => {
      const first = await codeOf('first', sampleConfig);
      expect(Object.keys(first)).toHaveLength(functionNames.length);
      const deployments = { prod: { alarmEmails: ['ops@example.org'] } };
      expect(await codeOf('second', { ...sampleConfig, deployments })).toEqual(first);
    },
  );
});
