import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';

/**
 * Runs a program until the standard input of this one ends; then ends it with all that it started, and removes its
 * folder. The input ends with whoever holds it, however he ends: a test run that is killed leaves nothing behind.
 *
 * Arguments: the folder, the program and its own arguments.
 */
const [folder = '', program = '', ...args] = process.argv.slice(2);

const child = spawn(program, args, { cwd: folder, detached: true, stdio: ['ignore', 'inherit', 'inherit'] });
child.on('error', end);
child.on('exit', end);
process.stdin.on('end', end).on('error', end).resume();
// An interrupted run sends these to everybody; the end of the input follows.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);

function end(): never {
  try {
    // Its group: the containers of functions are programs that it started.
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // All of them have ended.
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.exit(child.exitCode ?? 0);
}
