import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';

import { findMissingTarget } from './find-missing-target.ts';

const options = process.argv.slice(2);
// All others are the CDK's to understand.
const { profile } = parseArgs({ args: options, options: { profile: { type: 'string' } }, strict: false }).values;

const missing = await findMissingTarget(typeof profile === 'string' ? { profile } : {});
if (missing.length > 0) {
  process.stderr.write(`This cannot be deployed:\n${missing.map((line) => `  ${line}\n`).join('')}`);
  process.exitCode = 1;
} else {
  const cdk = createRequire(import.meta.url).resolve('aws-cdk/bin/cdk');
  process.exitCode = spawnSync(process.execPath, [cdk, 'deploy', ...options], { stdio: 'inherit' }).status ?? 1;
}
