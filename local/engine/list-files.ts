import type { Dirent, Stats } from 'node:fs';
import { lstat, readdir, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** A file of the drop folder; its key is its path below the folder, with slashes. */
export interface FoundFile {
  readonly key: string;
  readonly stats: Stats;
}

/** More at once only fill memory. */
const LOOKS_AT_ONCE = 64;

/**
 * The plain files below a folder, oldest first; hidden ones and half-written copies left out. Links are not followed:
 * they may lead out of the folder, or round in it. A folder that cannot be read, or is gone by then, holds nothing.
 *
 * @param isLeftOut asked for each key, and for that of each folder, which ends in a slash
 * @throws the error of the file system when the folder itself cannot be read
 */
export async function listFiles(
  folder: string,
  isLeftOut: (key: string) => boolean = () => false,
): Promise<readonly FoundFile[]> {
  const keys: string[] = [];
  const pending: string[] = [''];
  for (let prefix = pending.pop(); prefix !== undefined; prefix = pending.pop()) {
    for (const entry of await entriesOf(folder, prefix)) {
      const key = `${prefix}${entry.name}${entry.isDirectory() ? '/' : ''}`;
      if (isHidden(entry.name) || isLeftOut(key)) continue;
      if (entry.isDirectory()) pending.push(key);
      else if (entry.isFile()) keys.push(key);
    }
  }
  return (await lookAtAll(folder, keys)).toSorted((a, b) => a.stats.mtimeMs - b.stats.mtimeMs);
}

/**
 * The plain files whose keys begin so and have no further slash, by their keys in the order of their bytes, as S3 lists;
 * hidden ones and half-written copies left out. None in a folder that is not there, or is reached by a link.
 */
export async function listBeside(folder: string, prefix: string): Promise<readonly FoundFile[]> {
  const parent = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  if (!(await isPlainFolder(folder, parent))) return [];
  const entries = await readdir(join(folder, parent), { withFileTypes: true }).catch(() => []);
  const keys = entries
    .filter((entry) => entry.isFile() && !isHidden(entry.name))
    .map((entry) => parent + entry.name)
    .filter((key) => key.startsWith(prefix))
    .toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return lookAtAll(folder, keys);
}

/** Keys come from outside too: none may lead out of the folder, whether by its name or by a link. */
async function isPlainFolder(folder: string, key: string): Promise<boolean> {
  const names = key.split('/').slice(0, -1);
  if (names.some((name) => name === '' || name === '.' || name === '..' || name.includes('\0'))) return false;
  const real = await realpath(join(folder, key)).catch(() => undefined);
  return real !== undefined && real === resolve(await realpath(folder), key);
}

async function lookAtAll(folder: string, keys: readonly string[]): Promise<readonly FoundFile[]> {
  const files: FoundFile[] = [];
  for (let start = 0; start < keys.length; start += LOOKS_AT_ONCE) {
    const looks = keys.slice(start, start + LOOKS_AT_ONCE).map(async (key) => look(folder, key));
    files.push(...(await Promise.all(looks)).filter((file) => file !== undefined));
  }
  return files;
}

async function entriesOf(folder: string, prefix: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(join(folder, prefix), { withFileTypes: true });
  } catch (error) {
    if (prefix === '') throw error;
    return [];
  }
}

async function look(folder: string, key: string): Promise<FoundFile | undefined> {
  const stats = await lstat(join(folder, key)).catch(() => undefined);
  return stats?.isFile() === true ? { key, stats } : undefined;
}

/** Dot files, and the names that common tools give to a copy until it is whole. */
function isHidden(name: string): boolean {
  return name.startsWith('.') || /(\.part|\.partial|\.crdownload|\.download|\.tmp|~)$/i.test(name);
}
