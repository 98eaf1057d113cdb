import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { type FunctionName, functionNames } from '../../functions/config/env.ts';
import { buildFunctions } from '../../scripts/build.ts';
import { resourcesOf } from './resources.ts';
import { sampleConfig, synthesise } from './synthesise.ts';

const folder = mkdtempSync(join(tmpdir(), 'pigeonpost-bundles-'));

/** Where each function's code will lie: the name is made of what is in it. */
function codeIn(bundlesFolder: string): Readonly<Record<string, unknown>> {
  const functions = Object.entries(resourcesOf(synthesise({ bundlesFolder }), 'AWS::Lambda::Function'));
  return Object.fromEntries(functions.map(([id, { Properties }]) => [id, Properties['Code']]));
}

async function build(outFolder: string, config: object, names?: readonly FunctionName[]): Promise<void> {
  const configFile = `${outFolder}.config.ts`;
  writeFileSync(configFile, `export default ${JSON.stringify(config)};\n`);
  await buildFunctions({ configFile, outFolder, ...(names !== undefined && { names }) });
}

describe('the code of the functions', () => {
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it(
    'is the same when it is built again, and when only a setting of the stack changed',
    { timeout: 120_000 },
    async () => {
      const [first, second] = [join(folder, 'first'), join(folder, 'second')];
      await build(first, sampleConfig);
      cpSync(first, second, { recursive: true });
      const deployments = { prod: { alarmEmails: ['ops@example.org'] } };
      // One that holds the config and loads parts of it late, as they all do.
      await build(second, { ...sampleConfig, deployments }, ['webhook']);
      expect(Object.keys(codeIn(first))).toHaveLength(functionNames.length);
      expect(codeIn(second)).toEqual(codeIn(first));
    },
  );
});
