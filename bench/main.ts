import { ConfigError } from '../functions/domain/errors.ts';

/** One thing to measure; its module is loaded when it is asked for. */
interface Command {
  readonly summary: string;
  readonly run: (argv: readonly string[]) => Promise<void>;
}

const commands: Readonly<Record<string, Command>> = {
  upload: {
    summary: 'get an object, upload it, post it: Pigeonpost beside twitter-api-v2',
    run: async (argv) => (await import('./upload/command.ts')).runUpload(argv),
  },
  cold: {
    summary: 'load and first post of the deployed functions in a fresh process, beside twitter-api-v2',
    run: async (argv) => (await import('./cold/command.ts')).runColdBench(argv),
  },
  sandbox: {
    summary: 'signed posts a second and the memory of a large upload in the X sandbox',
    run: async (argv) => (await import('./sandbox/command.ts')).runSandbox(argv),
  },
};

const USAGE = `Measures Pigeonpost beside others doing the same job, in one run on this machine.

Usage: npm run bench -- <what> [options]

${Object.entries(commands)
  .map(([name, { summary }]) => `  ${name.padEnd(8)}  ${summary}`)
  .join('\n')}

  --help    show this text, or with a name the options of that one
`;

const [name = '--help', ...argv] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
if (command !== undefined) await run(command);
else if (name === '--help') process.stdout.write(USAGE);
else refuse(`there is no bench ${JSON.stringify(name)}; there are ${Object.keys(commands).join(', ')}`);

async function run({ run }: Command): Promise<void> {
  try {
    await run(argv);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    refuse(error.message);
  }
}

function refuse(message: string): void {
  process.stderr.write(`bench: ${message}\n`);
  process.exitCode = 1;
}
