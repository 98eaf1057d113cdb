import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const cache = join(import.meta.dirname, '../../../node_modules/.cache');
const requirements = join(import.meta.dirname, 'requirements.txt');
/** As in the requirements. */
const VERSION = '1.5.33';
const LEAST_MINOR = 10;
const FETCH_WITHIN_MS = 180_000;

export interface Ministack {
  readonly python: string;
  /** Where its modules lie; nothing of them is anywhere else. */
  readonly modules: string;
}

export interface FoundMinistack {
  readonly found?: Ministack;
  /** What is missing here, and how to get it. */
  readonly missing?: string;
}

/** MiniStack in a folder of its own, fetched from PyPI the first time; else what keeps it from being had here. */
export async function installMinistack(): Promise<FoundMinistack> {
  const python = await findPython();
  if (python === undefined)
    return { missing: `Python 3.${LEAST_MINOR} or later (apt-get install python3 python3-pip)` };
  const modules = join(cache, `ministack-${VERSION}-py3.${python.minor}`);
  const found = { python: python.path, modules };
  if (existsSync(modules)) return { found };
  if (!(await succeeds(python.path, '-m', 'pip', '--version'))) return { missing: 'pip (apt-get install python3-pip)' };
  try {
    await installInto(join(cache, `ministack-${process.pid}`), found);
    return { found };
  } catch {
    // Another run may have been faster.
    if (existsSync(modules)) return { found };
    return {
      missing: `package ministack ${VERSION}, which needs PyPI or a mirror of it (pip config set global.index-url)`,
    };
  }
}

/** Into another folder first: half an installation must not be taken for a whole one. */
async function installInto(folder: string, { python, modules }: Ministack): Promise<void> {
  await mkdir(cache, { recursive: true });
  const quiet = ['--quiet', '--no-input', '--disable-pip-version-check', '--retries', '1', '--timeout', '20'];
  const goal = ['--target', folder, '--requirement', requirements];
  try {
    await run(python, ['-m', 'pip', 'install', ...quiet, ...goal], { timeout: FETCH_WITHIN_MS });
    await rename(folder, modules);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function findPython(): Promise<{ readonly path: string; readonly minor: number } | undefined> {
  try {
    const question = 'import sys; print(sys.executable, sys.version_info.minor, sep="\\n")';
    const { stdout } = await run('python3', ['-c', question]);
    const [path = '', minor = ''] = stdout.trim().split('\n');
    return Number(minor) < LEAST_MINOR ? undefined : { path, minor: Number(minor) };
  } catch {
    return undefined;
  }
}

async function succeeds(program: string, ...args: readonly string[]): Promise<boolean> {
  return run(program, [...args]).then(
    () => true,
    () => false,
  );
}
