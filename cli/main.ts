import { askPerson } from './ask-person.ts';
import { runCommandLine } from './run-command-line.ts';

const ask = askPerson();
process.exitCode = await runCommandLine(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  ...(ask === undefined ? {} : { ask }),
});
