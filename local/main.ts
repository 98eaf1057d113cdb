import { jsonJournal } from '../functions/adapters/journal/json-journal.ts';
import { ConfigError } from '../functions/domain/errors.ts';
import { askAtTerminal } from './ask-at-terminal.ts';
import { backfill, type BackfillPorts } from './backfill.ts';
import { readOptions, USAGE, type StartOptions } from './read-options.ts';
import { readyLine, tellReady } from './ready.ts';
import { startPigeonpost, type RunningPigeonpost } from './start.ts';
import { tellPeople } from './tell-people.ts';

const tell = (line: string) => process.stderr.write(line);

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') process.stdout.write(USAGE);
  else await run(options);
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  tell(`pigeonpost: ${error.message}\n${error.advice === undefined ? '' : `${error.advice}\n`}`);
  process.exitCode = 1;
}

async function run(options: StartOptions): Promise<void> {
  let xApiUrl = options.xApiUrl;
  const journal = options.verbose ? jsonJournal(Date.now, 'info', tell) : tellPeople(tell, () => xApiUrl);
  const running = await startPigeonpost(options, journal);
  ({ xApiUrl } = running);
  tellReady(running, options, tell);
  if (options.json) process.stdout.write(`${JSON.stringify(await readyLine(running, options))}\n`);
  stopOnSignal(async () => running.stop());
  if (!options.backfill) return;
  try {
    await postWhatLies(running, options);
  } catch (error) {
    // What runs goes on: the question was about old files only.
    tell(`backfill: ${error instanceof Error ? error.message : String(error)}\n`);
  }
}

async function postWhatLies({ engine, config, mode }: RunningPigeonpost, { yes }: StartOptions): Promise<void> {
  const ask = askAtTerminal();
  const conversation = { mode, yes, tell, ...(ask === undefined ? {} : { ask }) };
  const gather: BackfillPorts['gather'] = async (row) => engine.handlers.operate.gather(row);
  await backfill({ ...engine, gather, config, clock: Date.now }, conversation);
}

function stopOnSignal(stop: () => Promise<void>): void {
  let isStopping = false;
  const onSignal = () => {
    if (isStopping) process.exit(130);
    isStopping = true;
    tell('finishing what is in flight; press Ctrl-C again to leave at once\n');
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        tell(`pigeonpost: ${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
}
