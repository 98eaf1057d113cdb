import type { Command } from './command.ts';

const COMMON = `Options of every command:
  --live          the folder of npm start -- --live (.pigeonpost/live)
  --data DIR      another data directory (default .pigeonpost/sandbox)
  --drop DIR      its drop folder (default drop, or DIR/drop with --data DIR)
  --config FILE   the configuration (default pigeonpost.config.ts)
  --stage NAME    a deployment on AWS instead of a folder; what is written there is LIVE
  --region NAME   where that deployment is (default: what AWS_REGION or the profile says)
  --json          one JSON document instead of text
  --help          show this text

It works while the engine runs and while it does not. Exit code 1 says that it was not done, and why.
`;

/** The list of all commands. */
export function listUsage(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `Usage: npm run pigeonpost -- COMMAND [options]\n\n${lines.join('\n')}\n\nCOMMAND --help says more.\n`;
}

/** How one command is called. */
export function commandUsage({ name, summary, usage }: Command): string {
  return `${summary}\n\nUsage: npm run pigeonpost -- ${name} ${usage}\n\n${COMMON}`;
}
