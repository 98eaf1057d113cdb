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
    const sandbox = await startSandbox(options);
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

function announce({ url, accounts }: RunningSandbox, { era, json }: MainOptions): void {
  const [first] = accounts;
  if (first === undefined) return;
  const { consumerKey, consumerSecret, accessToken, accessTokenSecret, userId, screenName } = first;
  process.stderr.write(
    `X sandbox (${era}) on ${url}, accounts ${accounts.map((account) => `@${account.screenName}`).join(', ')}\n`,
  );
  if (json) {
    const ready = { url, consumerKey, consumerSecret, accessToken, accessTokenSecret, userId, screenName };
    process.stdout.write(`${JSON.stringify(ready)}\n`);
    return;
  }
  process.stderr.write(
    `consumer key         ${consumerKey}\nconsumer secret      ${consumerSecret}\naccess token         ${accessToken}\naccess token secret  ${accessTokenSecret}\n`,
  );
}

function startFault(error: unknown, { host, port }: MainOptions): string {
  const code = (error as { code?: unknown } | undefined)?.code;
  if (code === 'EADDRINUSE')
    return `port ${port} on ${host} is in use; choose another with --port, or --port 0 for any free one`;
  if (code === 'EACCES')
    return `port ${port} on ${host} may not be opened by this user; choose one from 1024 up with --port`;
  return error instanceof Error ? error.message : String(error);
}

function fail(message: string): void {
  process.stderr.write(`sandbox: ${message}\n`);
  process.exitCode = 1;
}
