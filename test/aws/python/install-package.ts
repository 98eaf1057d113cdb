import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const cache = join(import.meta.dirname, '../../../node_modules/.cache');
const LEAST_MINOR = 11;
const FETCH_WITHIN_MS = 180_000;

export interface PythonPackage {
  readonly name: string;
  readonly version: string;
  /** The file that names it and all it needs, each by its version. */
  readonly requirements: string;
}

export interface InstalledPackage {
  readonly python: string;
  /** Where its modules lie, for `PYTHONPATH`; nothing of them is anywhere else. */
  readonly modules: string;
}

export interface FoundPackage {
  readonly found?: InstalledPackage;
  /** What is missing here, and how to get it. */
  readonly missing?: string;
}

/** The package in a folder of its own, fetched from PyPI the first time; else what keeps it from being had here. */
export async function installPackage({ name, version, requirements }: PythonPackage): Promise<FoundPackage> {
  const python = await findPython();
  if (python === undefined)
    return { missing: `Python 3.${LEAST_MINOR} or later (apt-get install python3 python3-pip)` };
  const modules = join(cache, `${name}-${version}-py3.${python.minor}`);
  const found = { python: python.path, modules };
  if (existsSync(modules)) return { found };
  if (!(await succeeds(python.path, '-m', 'pip', '--version'))) return { missing: 'pip (apt-get install python3-pip)' };
  try {
    await installInto(join(cache, `${name}-${process.pid}`), found, requirements);
    return { found };
  } catch {
    // Another run may have been faster.
    if (existsSync(modules)) return { found };
    return {
      missing: `package ${name} ${version}: PyPI, or a mirror named by pip config set global.index-url, gave none`,
    };
  }
}

/** Into another folder first: half an installation must not be taken for a whole one. */
async function installInto(folder: string, { python, modules }: InstalledPackage, requirements: string): Promise<void> {
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
