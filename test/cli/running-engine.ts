import { join } from 'node:path';

import { onTestFinished } from 'vitest';

import { readOptions, type StartOptions } from '../../local/read-options.ts';
import { startPigeonpost, type RunningPigeonpost } from '../../local/start.ts';
import type { CommandLine } from './command-line.ts';

/** An engine on the directory of these commands, with a sandbox, in this process. */
export async function startEngine(line: CommandLine): Promise<RunningPigeonpost> {
  const places = ['--data', line.dataDir, '--config', join(line.folder, 'pigeonpost.config.ts')];
  const running = await startPigeonpost(readOptions(['--port', '0', ...places]) as StartOptions);
  onTestFinished(async () => running.stop());
  return running;
}
