import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { jsonJournal } from '../functions/adapters/journal/json-journal.ts';
import type { PigeonpostConfig } from '../functions/config/config-schema.ts';
import { ConfigError } from '../functions/domain/errors.ts';
import { wireHandlers, type Handlers } from '../functions/wiring.ts';
import { openDatabase } from '../local/engine/data-dir.ts';
import { FolderMediaStore } from '../local/engine/folder-media-store.ts';
import { hintsOver } from '../local/engine/hints-over-queue.ts';
import { SecretsFile } from '../local/engine/secrets-file.ts';
import { SeenFiles } from '../local/engine/seen-files.ts';
import { SqliteLog } from '../local/engine/sqlite-log.ts';
import { SqliteQueue } from '../local/engine/sqlite-queue.ts';
import { loadConfig } from '../local/load-config.ts';

export interface FolderOptions {
  readonly dataDir: string;
  readonly dropFolder: string;
  readonly configFile: string;
}

/** A data directory as a command sees it; an engine may be running on it, and hears of what is written. */
export interface OpenFolder {
  readonly config: PigeonpostConfig;
  readonly operate: Handlers['operate'];
  close(): void;
}

/** @throws ConfigError when nothing ever ran in that directory, or the config has faults */
export async function openFolder({ dataDir, dropFolder, configFile }: FolderOptions): Promise<OpenFolder> {
  if (!existsSync(join(dataDir, 'pigeonpost.sqlite'))) {
    throw new ConfigError(`nothing has run in ${dataDir} yet: npm start makes it, --data DIR names another`);
  }
  const config = await loadConfig(configFile);
  const database = openDatabase(dataDir);
  const seen = new SeenFiles(database, dropFolder);
  const { operate } = wireHandlers({
    config,
    log: new SqliteLog(database),
    hints: hintsOver(new SqliteQueue(database, 'hints', Date.now)),
    media: new FolderMediaStore(dropFolder, join(dataDir, 'work'), database, seen),
    secrets: new SecretsFile(join(dataDir, 'secrets.json'), process.env['PIGEONPOST_SECRETS']),
    // What goes wrong is told by the command itself; the engine's journal keeps what the engine does.
    journal: jsonJournal(Date.now, 'error', (line) => process.stderr.write(line)),
    clock: Date.now,
    random: Math.random,
    pause: async (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  });
  return { config, operate, close: () => database.close() };
}
