import { ConfigError } from '../functions/domain/errors.ts';
import { keepSharp } from './add-sharp.ts';

/**
 * Runs at the end of `npm ci`, so that nothing needs the network afterwards: npm itself installs for this machine only,
 * and the bundles hold sharp for Lambda's. Without it everything else works, so an install never fails by it.
 */
try {
  await keepSharp();
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\nThe first build of the bundles tries again.\n`);
}
