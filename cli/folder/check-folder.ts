import { accessSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';

import { isInUse, openDatabase } from '../../local/engine/data-dir.ts';
import { SqliteQueue } from '../../local/engine/sqlite-queue.ts';
import { readRunning } from '../../local/running-file.ts';
import type { Check } from '../doctor/check.ts';

interface Folder {
  readonly dataDir: string;
  readonly dropFolder: string;
}

/** What has to be right on this machine. */
export function checkFolder(folder: Folder): readonly Check[] {
  return [checkEngine(folder), checkDropFolder(folder), ...checkQueues(folder)];
}

/** Whether an engine ever made a log there. */
export function hasLogIn(dataDir: string): boolean {
  return existsSync(join(dataDir, 'pigeonpost.sqlite'));
}

function checkEngine({ dataDir }: Folder): Check {
  const name = 'engine';
  if (isInUse(dataDir))
    return { name, level: 'ok', says: `runs at ${readRunning(dataDir)?.url ?? 'an address it did not note'}` };
  const says = hasLogIn(dataDir) ? 'does not run' : `has never run in ${dataDir}`;
  return { name, level: 'warn', says, advice: 'npm start starts it.' };
}

function checkDropFolder({ dropFolder }: Folder): Check {
  const name = 'drop folder';
  try {
    // eslint-disable-next-line no-bitwise -- permission bits
    accessSync(dropFolder, constants.R_OK | constants.W_OK | constants.X_OK);
    return { name, level: 'ok', says: dropFolder };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT')
      return { name, level: 'warn', says: `there is no ${dropFolder}`, advice: 'npm start makes it.' };
    const advice = 'Give this user the right to read and write it, or choose another with --drop.';
    return { name, level: 'fail', says: `${dropFolder} cannot be used (${code})`, advice };
  }
}

function checkQueues({ dataDir }: Folder): readonly Check[] {
  if (!hasLogIn(dataDir)) return [];
  const database = openDatabase(dataDir);
  try {
    const counts = ['intake', 'hints', 'fetches'].map((queue) =>
      new SqliteQueue(database, queue, Date.now).deadCount(),
    );
    const dead = counts.reduce((sum, count) => sum + count, 0);
    const name = 'queues';
    if (dead === 0) return [{ name, level: 'ok', says: 'nothing was put aside' }];
    const advice = 'journal.jsonl says why; backfill finds the drops among them.';
    return [{ name, level: 'warn', says: `${dead} messages were put aside after eight tries`, advice }];
  } finally {
    database.close();
  }
}
