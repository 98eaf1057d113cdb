import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { ConfigError } from '../functions/domain/errors.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What Lambda runs on. */
const PLATFORM = { os: 'linux', cpu: 'arm64', libc: 'glibc' } as const;

/** sharp, what its JavaScript needs, and its binaries for Lambda. */
const packages = [
  'sharp',
  '@img/colour',
  'detect-libc',
  'semver',
  '@img/sharp-linux-arm64',
  '@img/sharp-libvips-linux-arm64',
] as const;

/**
 * sharp beside a bundle that imports it, with its binaries for Lambda whatever machine builds.
 *
 * @throws ConfigError when they are not kept yet and npm cannot get them
 */
export async function addSharp(bundleFolder: string): Promise<void> {
  await cp(await keepSharp(), join(bundleFolder, 'node_modules'), { recursive: true });
}

/**
 * The folder with sharp for Lambda: the versions of the lock file, their checksums checked by npm, downloaded once.
 *
 * @throws ConfigError when npm cannot get them
 */
export async function keepSharp(): Promise<string> {
  const { version, packages: locked } = await readLock();
  const kept = join(root, 'node_modules/.cache/pigeonpost', `sharp-${version}-${PLATFORM.os}-${PLATFORM.cpu}`);
  if (!existsSync(kept)) await install(version, locked, kept);
  return kept;
}

interface Lock {
  readonly packages: Readonly<Record<string, { readonly version: string; readonly [field: string]: unknown }>>;
}

async function readLock(): Promise<{ version: string; packages: Lock['packages'] }> {
  const { packages: all } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as Lock;
  const found = packages.map((name) => {
    const locked = all[`node_modules/${name}`];
    if (locked === undefined) throw new Error(`package-lock.json holds no ${name}`);
    return [`node_modules/${name}`, locked] as const;
  });
  return { version: found[0]?.[1].version ?? '', packages: Object.fromEntries(found) };
}

async function install(version: string, locked: Lock['packages'], kept: string): Promise<void> {
  const folder = `${kept}-${randomUUID()}`;
  await mkdir(folder, { recursive: true });
  try {
    const manifest = { name: 'pictures', version: '0.0.0', dependencies: { sharp: version } };
    const lock = { ...manifest, lockfileVersion: 3, packages: { '': manifest, ...withoutOtherPlatforms(locked) } };
    await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
    await writeFile(join(folder, 'package-lock.json'), JSON.stringify(lock));
    await runNpm(folder);
    const installed = join(folder, 'node_modules');
    // Lists what was installed, and where from: no part of the function.
    await rm(join(installed, '.package-lock.json'), { force: true });
    await rm(join(installed, '.bin'), { recursive: true, force: true });
    await rename(installed, kept).catch((error: unknown) => {
      // Another build may have been first.
      if (!existsSync(kept)) throw error;
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** `npm ci` wants every package that a locked one may need to be locked too. */
function withoutOtherPlatforms(locked: Lock['packages']): Lock['packages'] {
  return Object.fromEntries(
    Object.entries(locked).map(([path, entry]) => {
      const optional = Object.entries((entry['optionalDependencies'] ?? {}) as Record<string, string>);
      const ours = optional.filter(([name]) => (packages as readonly string[]).includes(name));
      return [path, { ...entry, optionalDependencies: Object.fromEntries(ours) }];
    }),
  );
}

async function runNpm(folder: string): Promise<void> {
  const platform = Object.entries(PLATFORM).map(([name, value]) => `--${name}=${value}`);
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', ...platform];
  try {
    await promisify(execFile)('npm', args, { cwd: folder, timeout: 300_000 });
  } catch (cause) {
    const [reason = ''] = String((cause as { stderr?: string }).stderr ?? cause).split('\n');
    const message = `sharp for ${PLATFORM.os}-${PLATFORM.cpu} could not be installed: ${reason.slice(0, 200)}`;
    throw new ConfigError(message, { cause, advice: 'The package registry must be reachable for the first build.' });
  }
}
