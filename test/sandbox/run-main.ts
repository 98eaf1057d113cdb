import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import type { Keys } from './signed-request.ts';

const MAIN = fileURLToPath(new URL('../../sandbox/main.ts', import.meta.url));

export type ReadyLine = Keys & { readonly url: string; readonly userId: string; readonly screenName: string };

export interface RunningMain {
  readonly ready: ReadyLine;
  readonly stderr: () => string;
  readonly stdout: () => string;
  /** Sends the signal and gives the exit code, null when the signal ended it. */
  readonly stop: (signal: NodeJS.Signals) => Promise<number | null>;
}

/** Starts the sandbox's command on a free port, its output no terminal, and waits for its ready line. */
export async function runMain(...options: readonly string[]): Promise<RunningMain> {
  const child = spawn(process.execPath, [MAIN, '--port', '0', ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = collect(child);
  const ready = await new Promise<ReadyLine>((resolve, reject) => {
    child.stdout.on('data', () => {
      const [line, rest] = output.stdout().split('\n', 2);
      if (rest !== undefined && line !== undefined) resolve(JSON.parse(line) as ReadyLine);
    });
    child.on('exit', (code) => reject(new Error(`exit ${code}: ${output.stderr()}`)));
  });
  const stop = (signal: NodeJS.Signals): Promise<number | null> =>
    new Promise((resolve) => {
      child.on('exit', resolve);
      child.kill(signal);
    });
  return { ready, ...output, stop };
}

/** Runs the command to its end. */
export function runToEnd(
  ...options: readonly string[]
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [MAIN, ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
  const output = collect(child);
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, stdout: output.stdout(), stderr: output.stderr() }));
  });
}

function collect(child: ChildProcess): { stdout: () => string; stderr: () => string } {
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (bytes: Buffer) => (stdout += bytes.toString()));
  child.stderr?.on('data', (bytes: Buffer) => (stderr += bytes.toString()));
  return { stdout: () => stdout, stderr: () => stderr };
}
