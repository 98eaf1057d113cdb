import { ConfigError } from '../../functions/domain/errors.ts';
import { readOptions, USAGE } from './read-options.ts';
import { reportText } from './report-text.ts';
import { runSoak } from './run-soak.ts';

const tell = (line: string) => process.stderr.write(`${line}\n`);

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') {
    process.stdout.write(USAGE);
  } else {
    const report = await runSoak(options, tell);
    process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : reportText(report));
    if (report.violations.length > 0) process.exitCode = 1;
  }
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  tell(`soak: ${error.message}`);
  process.exitCode = 1;
}
