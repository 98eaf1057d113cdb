import { readFileSync } from 'node:fs';

import * as z from 'zod';

import { USAGE, type MainOptions, readOptions } from './read-options.ts';
import { type RunningSandbox, startSandbox } from './server.ts';

const options = readOptions(process.argv.slice(2));
if (options === 'help') {
  process.stdout.write(USAGE);
} else if (options instanceof Error) {
  fail(`${options.message}; --help lists the options`);
} else {
  await run(options);
}

async function run(options: MainOptions): Promise<void> {
  try {
    const faults = options.faultsFile === undefined ? [] : readFaults(options.faultsFile);
    const sandbox = await startSandbox({ ...options, faults });
    announce(sandbox, options);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        sandbox.close().then(
          () => process.exit(0),
          () => process.exit(1),
        );
      });
    }
  } catch (error) {
    fail(startFault(error, options));
  }
}

function announce({ url, accounts, certificatePath, world }: RunningSandbox, { json }: MainOptions): void {
  const [first] = accounts;
  if (first === undefined) return;
  const { consumerKey, consumerSecret, accessToken, accessTokenSecret, userId, screenName } = first;
  process.stderr.write(
    `X sandbox (${world.settings.era}) on ${url}, accounts ${accounts.map((account) => `@${account.screenName}`).join(', ')}\n`,
  );
  if (certificatePath !== undefined) {
    process.stderr.write(
      `to trust it: NODE_EXTRA_CA_CERTS=${certificatePath} (Node), SSL_CERT_FILE or REQUESTS_CA_BUNDLE (Ruby, Python), --cacert (curl)\n`,
    );
  }
  // Whoever reads standard output is a program, asked for or not; at a terminal people read the keys.
  if (json || !process.stdout.isTTY) {
    const ready = { url, consumerKey, consumerSecret, accessToken, accessTokenSecret, userId, screenName };
    process.stdout.write(`${JSON.stringify(ready)}\n`);
    return;
  }
  process.stderr.write(
    `consumer key         ${consumerKey}\nconsumer secret      ${consumerSecret}\naccess token         ${accessToken}\naccess token secret  ${accessTokenSecret}\n`,
  );
}

/** A list of faults, or one. @throws Error that names the file */
function readFaults(path: string): readonly unknown[] {
  try {
    return [JSON.parse(readFileSync(path, 'utf8')) as unknown].flat();
  } catch (error) {
    throw new Error(`--faults ${path}: ${error instanceof Error ? error.message : 'not readable'}`, { cause: error });
  }
}

function startFault(error: unknown, { host, port }: MainOptions): string {
  const code = (error as { code?: unknown } | undefined)?.code;
  if (code === 'EADDRINUSE')
    return `port ${port} on ${host} is in use; choose another with --port, or --port 0 for any free one`;
  if (code === 'EACCES')
    return `port ${port} on ${host} may not be opened by this user; choose one from 1024 up with --port`;
  if (error instanceof z.ZodError) return `--faults: ${z.prettifyError(error)}`;
  return error instanceof Error ? error.message : String(error);
}

function fail(message: string): void {
  process.stderr.write(`sandbox: ${message}\n`);
  process.exitCode = 1;
}
