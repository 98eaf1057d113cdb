import { openDynamoLog } from '../adapters/aws/dynamo-log.ts';
import { jsonJournal } from '../adapters/journal/json-journal.ts';
import type { FunctionName, ReadEnv } from '../config/env.ts';
import { correlatedJournal } from '../domain/correlate.ts';

/** What every function has: the log, and a journal on standard output, which Lambda keeps in the function's log group. */
export function openCommon(env: Pick<ReadEnv<FunctionName>, 'LOG_LEVEL' | 'LOG_TABLE' | 'METRICS_NAMESPACE'>) {
  const clock = Date.now;
  const write = (line: string) => process.stdout.write(line);
  const journal = correlatedJournal(jsonJournal(clock, env.LOG_LEVEL, write, env.METRICS_NAMESPACE));
  return { clock, journal, log: openDynamoLog(env.LOG_TABLE) };
}
