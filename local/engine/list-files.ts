import type { Dirent, Stats } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

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
 * @throws the error of the file system when the folder itself cannot be read
 */
export async function listFiles(folder: string): Promise<readonly FoundFile[]> {
  const keys: string[] = [];
  const pending: string[] = [''];
  for (let prefix = pending.pop(); prefix !== undefined; prefix = pending.pop()) {
    for (const entry of await entriesOf(folder, prefix)) {
      if (isHidden(entry.name)) continue;
      if (entry.isDirectory()) pending.push(`${prefix}${entry.name}/`);
      else if (entry.isFile()) keys.push(`${prefix}${entry.name}`);
    }
  }
  const files: FoundFile[] = [];
  for (let start = 0; start < keys.length; start += LOOKS_AT_ONCE) {
    const looks = keys.slice(start, start + LOOKS_AT_ONCE).map(async (key) => look(folder, key));
    files.push(...(await Promise.all(looks)).filter((file) => file !== undefined));
  }
  return files.toSorted((a, b) => a.stats.mtimeMs - b.stats.mtimeMs);
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
