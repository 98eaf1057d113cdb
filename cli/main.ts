import { PigeonpostError } from '../functions/domain/errors.ts';
import type { Command } from './command.ts';
import { cancelCommand } from './commands/cancel.ts';
import { pauseCommand } from './commands/pause.ts';
import { postCommand } from './commands/post.ts';
import { postsCommand } from './commands/posts.ts';
import { redriveCommand } from './commands/redrive.ts';
import { resumeCommand } from './commands/resume.ts';
import { settleCommand } from './commands/settle.ts';
import { openFolder } from './open-folder.ts';
import { readArguments } from './read-arguments.ts';
import { commandUsage, listUsage } from './usage.ts';

const commands: readonly Command[] = [
  postsCommand,
  postCommand,
  settleCommand,
  redriveCommand,
  cancelCommand,
  pauseCommand,
  resumeCommand,
];

try {
  await runCommand(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof PigeonpostError)) throw error;
  process.stderr.write(`pigeonpost: ${error.message}\n${error.advice === undefined ? '' : `${error.advice}\n`}`);
  process.exitCode = 1;
}

async function runCommand(argv: readonly string[]): Promise<void> {
  const [name = '--help', ...rest] = argv;
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) {
    const isHelp = ['--help', '-h', 'help'].includes(name);
    if (!isHelp) process.stderr.write(`pigeonpost: there is no command ${name.slice(0, 50)}\n\n`);
    (isHelp ? process.stdout : process.stderr).write(listUsage(commands));
    if (!isHelp) process.exitCode = 2;
    return;
  }
  const read = readArguments(command, rest);
  if (read === 'help') {
    process.stdout.write(commandUsage(command));
    return;
  }
  const folder = await openFolder(read.folder);
  try {
    const { json, text } = await command.run(read.given, folder);
    process.stdout.write(read.asJson ? `${JSON.stringify(json)}\n` : text);
  } finally {
    folder.close();
  }
}
