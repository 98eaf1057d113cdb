import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { jsonJournal } from '../functions/adapters/journal/json-journal.ts';
import type { PigeonpostConfig } from '../functions/config/config-schema.ts';
import { ConfigError, PigeonpostError } from '../functions/domain/errors.ts';
import { wireHandlers, type Handlers } from '../functions/wiring.ts';
import { isInUse, openDatabase } from '../local/engine/data-dir.ts';
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
  /**
   * Opened on first use.
   *
   * @throws ConfigError when nothing ever ran in that directory, or it cannot be used
   */
  readonly operate: Handlers['operate'];
  /** What is queued there goes out on X itself. */
  readonly isLive: boolean;
  /** An engine works in it now. */
  readonly isWorked: boolean;
  close(): void;
}

/** @throws ConfigError when the config has faults */
export async function openFolder(options: FolderOptions): Promise<OpenFolder> {
  const config = await loadConfig(options.configFile);
  const { dataDir } = options;
  let opened: ReturnType<typeof open> | undefined;
  return {
    config,
    get operate() {
      opened ??= open(options, config);
      return opened.operate;
    },
    get isLive() {
      const mode = join(dataDir, 'mode');
      return existsSync(mode) && readFileSync(mode, 'utf8').trim() === 'LIVE';
    },
    get isWorked() {
      return isInUse(dataDir);
    },
    close: () => opened?.close(),
  };
}

function open(options: FolderOptions, config: PigeonpostConfig) {
  const { dataDir } = options;
  if (!existsSync(join(dataDir, 'pigeonpost.sqlite'))) {
    throw new ConfigError(`nothing has run in ${dataDir} yet: npm start makes it, --data DIR names another`);
  }
  try {
    return wire(options, config);
  } catch (cause) {
    if (cause instanceof PigeonpostError) throw cause;
    throw new ConfigError(`the data directory ${dataDir} cannot be used: ${(cause as Error).message}`, { cause });
  }
}

function wire({ dataDir, dropFolder }: FolderOptions, config: PigeonpostConfig) {
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
  return { operate, close: () => database.close() };
}
