import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { STAGE } from './deploy-stack.ts';
import type { OpenedMinistack } from './open-ministack.ts';

const program = fileURLToPath(new URL('../../../cli/main.ts', import.meta.url));
const ANSWER_WITHIN_MS = 60_000;

/** What `pigeonpost ARGS --stage` prints as JSON about the deployment. Rejects when the command could not do it. */
export async function runCommand(
  { folder, environment }: OpenedMinistack,
  configFile: string,
  ...args: readonly string[]
): Promise<unknown> {
  const options = ['--stage', STAGE, '--config', configFile, '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...args, ...options], {
    env: { HOME: folder, ...environment },
    timeout: ANSWER_WITHIN_MS,
  });
  return JSON.parse(stdout) as unknown;
}
