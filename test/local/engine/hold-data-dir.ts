import { openDataDir } from '../../../local/engine/data-dir.ts';

/** Takes the data directory that the command line names, says so, and holds it until it is killed. */
openDataDir(process.argv[2] ?? '');
process.stdout.write('held\n');
setInterval(() => undefined, 60_000);
