import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../sandbox/main.ts', import.meta.url));
const TASKSET = '/usr/bin/taskset';
/** Ticks of /proc/PID/stat a second: fixed by the kernel's interface on every Linux we know. */
const TICKS_PER_SECOND = 100;

export interface SandboxKeys {
  readonly consumerKey: string;
  readonly consumerSecret: string;
  readonly accessToken: string;
  readonly accessTokenSecret: string;
}

/** The sandbox as users start it, in a process of its own. */
export interface SandboxProcess {
  readonly url: string;
  readonly keys: SandboxKeys;
  /** False where the process may use every core. */
  readonly onOneCore: boolean;
  /** User and system time so far; undefined where there is no /proc. */
  cpuSeconds(): number | undefined;
  /** Resident memory now, or its highest so far; undefined where there is no /proc. */
  memoryBytes(what: 'now' | 'highest'): number | undefined;
  control(method: string, path: string, body?: unknown): Promise<void>;
  close(): Promise<void>;
}

/** Starts it on one core where the machine can bind processes to cores. */
export async function startSandboxProcess(): Promise<SandboxProcess> {
  const onOneCore = existsSync(TASKSET);
  const command = [process.execPath, MAIN, '--port', '0', '--json'];
  const [program = '', ...args] = onOneCore ? [TASKSET, '--cpu-list', '0', ...command] : command;
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const line = await Promise.race([
    once(child.stdout, 'data').then(([chunk]) => String(chunk)),
    once(child, 'exit').then(([code]) => {
      throw new Error(`the sandbox ended with ${String(code)} before it was ready; npm run sandbox shows why`);
    }),
  ]);
  const { url, ...keys } = JSON.parse(line) as SandboxKeys & { readonly url: string };
  return {
    url,
    keys,
    onOneCore,
    cpuSeconds: () => readCpuSeconds(child.pid),
    memoryBytes: (what) => readMemoryBytes(child.pid, what === 'now' ? 'VmRSS' : 'VmHWM'),
    async control(method, path, body) {
      const response = await fetch(`${url}/_sandbox${path}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(30_000),
      });
      if (!response.ok) throw new Error(`${method} /_sandbox${path} got ${response.status} ${await response.text()}`);
      await response.text();
    },
    async close() {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

function readCpuSeconds(pid: number | undefined): number | undefined {
  const path = `/proc/${pid}/stat`;
  if (!existsSync(path)) return undefined;
  // The name in parentheses may hold spaces; user and system time are the 14th and 15th field.
  const fields = readFileSync(path, 'latin1').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

function readMemoryBytes(pid: number | undefined, field: string): number | undefined {
  const path = `/proc/${pid}/status`;
  if (!existsSync(path)) return undefined;
  const kibibytes = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(path, 'latin1'))?.[1];
  return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
}
