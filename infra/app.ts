import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

import { App } from 'aws-cdk-lib';

import { ConfigError } from '../functions/domain/errors.ts';
import { PigeonpostStack } from './pigeonpost-stack.ts';
import { readDeployment } from './read-deployment.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: {
    config: { type: 'string', default: resolve(root, 'pigeonpost.config.ts') },
    bundles: { type: 'string', default: resolve(root, 'dist') },
  },
});
const { default: written } = (await import(pathToFileURL(resolve(values.config)).href)) as { default: unknown };

const app = new App();
try {
  const deployment = readDeployment(written, (name) => app.node.tryGetContext(name));
  new PigeonpostStack(app, { deployment, bundlesFolder: resolve(values.bundles) });
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  // A stack trace would bury what is to be corrected.
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
