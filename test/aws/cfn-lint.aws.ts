import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { deploymentSamples } from '../infra/deployment-samples.ts';
import { synthesise } from '../infra/synthesise.ts';
import { installPackage } from './python/install-package.ts';

const { found, missing } = await installPackage({
  name: 'cfn-lint',
  version: '1.58.0',
  requirements: fileURLToPath(new URL('python/cfn-lint.txt', import.meta.url)),
});
const RUN = 'import cfnlint.runner; cfnlint.runner.main()';
const reason = `cannot be tried here: there is no ${missing}`;
// Titles of skipped tests are not shown.
if (found === undefined) console.warn(`cfn-lint ${reason}`);

interface Finding {
  readonly Level: string;
  readonly Message: string;
  readonly Rule: { readonly Id: string };
}

describe.skipIf(found === undefined)(`cfn-lint: ${found === undefined ? reason : 'the template'}`, () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pigeonpost-lint-'));
  });
  afterAll(async () => rm(folder, { recursive: true, force: true }));

  it.each(deploymentSamples)('has no error in a deployment $name', async ({ name, ...sample }) => {
    const file = join(folder, `${name.replaceAll(' ', '-')}.template.json`);
    await writeFile(file, JSON.stringify(synthesise(sample).toJSON()));
    const options = ['--regions', 'eu-central-1', '--format', 'json', '--non-zero-exit-code', 'none'];
    const { stdout } = await promisify(execFile)(
      found?.python ?? '',
      ['-s', '-c', RUN, ...options, '--template', file],
      { env: { PYTHONPATH: found?.modules ?? '', HOME: folder }, maxBuffer: 2 ** 24 },
    );
    const findings = JSON.parse(stdout) as readonly Finding[];
    const errors = findings.filter(({ Level }) => Level === 'Error');
    expect(errors.map(({ Rule, Message }) => `${Rule.Id} ${Message}`)).toEqual([]);
  });
});
