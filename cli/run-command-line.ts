import { PigeonpostError, RejectedTriggerError } from '../functions/domain/errors.ts';
import { printable } from '../local/plain-table.ts';
import { allCommands } from './all-commands.ts';
import type { Command } from './command.ts';
import { openPlace } from './open-place.ts';
import type { OpenPlace } from './place.ts';
import { readArguments } from './read-arguments.ts';
import type { Terminal } from './terminal.ts';
import { commandUsage, listUsage } from './usage.ts';

/**
 * The exit code of a command: 1 when what was asked for could not be done, 2 for a command that does not exist.
 *
 * @param argv what follows the program's name
 */
export async function runCommandLine(argv: readonly string[], terminal: Terminal): Promise<0 | 1 | 2> {
  const [name = '--help', ...rest] = argv;
  if (['--help', '-h', 'help'].includes(name)) {
    terminal.out(listUsage(allCommands));
    return 0;
  }
  const command = allCommands.find((candidate) => candidate.name === name);
  if (command === undefined) {
    const list = allCommands.map((known) => known.name).join(', ');
    terminal.err(`pigeonpost: there is no command ${printable(name).slice(0, 50)}; there are ${list}\n`);
    return 2;
  }
  try {
    return await runCommand(command, rest, terminal);
  } catch (error) {
    if (!(error instanceof PigeonpostError)) throw error;
    tellRefusal(error, rest.includes('--json'), terminal);
    return 1;
  }
}

async function runCommand(command: Command, argv: readonly string[], terminal: Terminal): Promise<0 | 1> {
  const read = readArguments(command, argv);
  if (read === 'help') {
    terminal.out(commandUsage(command));
    return 0;
  }
  const place = await openPlace(read.place);
  try {
    const { json, text, exitCode = 0, isQueued = false } = await command.run(read.given, place, terminal);
    terminal.out(read.asJson ? `${JSON.stringify(json)}\n` : text);
    if (!read.asJson) tellWhere(place, isQueued, terminal);
    return exitCode;
  } finally {
    place.close();
  }
}

/** What nobody should have to guess: whether posts are real, and whether anybody sends them. */
function tellWhere(place: OpenPlace, isQueued: boolean, terminal: Terminal): void {
  if (place.isLive) terminal.err(`LIVE: posts of ${place.name} go out on X\n`);
  if (isQueued && !place.isWorked) terminal.err(`no engine runs on ${place.name}: npm start goes on with it\n`);
}

function tellRefusal(error: PigeonpostError, asJson: boolean, terminal: Terminal): void {
  const { code, message, advice } = error;
  if (asJson) {
    const faults = error instanceof RejectedTriggerError ? { faults: error.faults } : {};
    terminal.err(`${JSON.stringify({ error: { code, message, advice: advice ?? null, ...faults } })}\n`);
    return;
  }
  const lines = [...`pigeonpost: ${message}`.split('\n'), ...(advice === undefined ? [] : [advice])];
  for (const line of lines) terminal.err(`${printable(line)}\n`);
}
