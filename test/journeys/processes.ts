import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { onTestFinished } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A program of ours in a process of its own, seen from outside. */
export interface RunningProgram {
  /** The JSON line it printed when it was ready. */
  readonly ready: unknown;
  readonly exited: Promise<Exit>;
  stdout(): string;
  stderr(): string;
  kill(signal: NodeJS.Signals): Promise<Exit>;
}

/** The program once it is ready. Rejects with what it said when it ends before. */
export async function startProgram(file: string, args: readonly string[]): Promise<RunningProgram> {
  const program = spawnProgram(file, args);
  await Promise.race([program.firstLine, program.exited]);
  const [line] = program.stdout().split('\n');
  if (line === undefined || line === '') throw new Error(`${file} did not start:\n${program.stderr()}`);
  return { ...program, ready: JSON.parse(line) as unknown };
}

/** The program from its start to its end. */
export async function runProgram(
  file: string,
  args: readonly string[],
): Promise<Exit & { readonly stdout: string; readonly stderr: string }> {
  const program = spawnProgram(file, args);
  const exit = await program.exited;
  return { ...exit, stdout: program.stdout(), stderr: program.stderr() };
}

function spawnProgram(file: string, args: readonly string[]) {
  const child = spawn(process.execPath, [join(ROOT, file), ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Halves the time to start, of which there are many here.
    env: { ...process.env, NODE_COMPILE_CACHE: join(ROOT, 'node_modules/.cache/journeys') },
  });
  const exited = exitOf(child);
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exited;
  });
  let stdout = '';
  let stderr = '';
  const firstLine = new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      if (stdout.includes('\n')) resolve();
    });
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return {
    firstLine,
    exited,
    stdout: () => stdout,
    stderr: () => stderr,
    kill: async (signal: NodeJS.Signals) => {
      child.kill(signal);
      return exited;
    },
  };
}

/** `close` comes after all output was read. */
async function exitOf(child: ChildProcess): Promise<Exit> {
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { code, signal };
}
