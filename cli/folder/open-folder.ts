import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { jsonJournal } from '../../functions/adapters/journal/json-journal.ts';
import type { PigeonpostConfig } from '../../functions/config/config-schema.ts';
import { ConfigError, PigeonpostError } from '../../functions/domain/errors.ts';
import { wireHandlers } from '../../functions/wiring.ts';
import { isInUse, openDatabase } from '../../local/engine/data-dir.ts';
import { FolderMediaStore } from '../../local/engine/folder-media-store.ts';
import { fetchHintsOver, hintsOver } from '../../local/engine/hints-over-queue.ts';
import { SeenFiles } from '../../local/engine/seen-files.ts';
import { SqliteLog } from '../../local/engine/sqlite-log.ts';
import { SqliteQueue } from '../../local/engine/sqlite-queue.ts';
import { loadConfig } from '../../local/load-config.ts';
import { readRunning, type RunningFacts } from '../../local/running-file.ts';
import type { KeyStore, OpenPlace, PlaceFact } from '../place.ts';
import { checkFolder, hasLogIn } from './check-folder.ts';
import { folderDrops } from './folder-drops.ts';
import { folderKeys } from './folder-keys.ts';

export interface FolderOptions {
  readonly dataDir: string;
  readonly dropFolder: string;
  readonly configFile: string;
  /** It is, or is to become, one that posts on X itself. */
  readonly isLive: boolean;
}

/**
 * A data directory as a command sees it; an engine may be running on it, and hears of what is written.
 *
 * @throws ConfigError when the config has faults, or `--live` names a folder of a sandbox
 */
export async function openFolder(options: FolderOptions): Promise<OpenPlace> {
  refuseSandboxAsLive(options);
  return new Folder(options, await loadConfig(options.configFile));
}

/** Looks anew at each question, since an engine may come and go. */
class Folder implements OpenPlace {
  readonly name = 'this folder';
  readonly config: PigeonpostConfig;
  readonly #options: FolderOptions;
  #opened: ReturnType<typeof open> | undefined;
  #keys: KeyStore | undefined;

  constructor(options: FolderOptions, config: PigeonpostConfig) {
    this.#options = options;
    this.config = config;
  }

  get operate() {
    return this.#open().operate;
  }

  get drops() {
    return this.#open().drops;
  }

  get keys() {
    this.#keys ??= folderKeys(join(this.#options.dataDir, 'secrets.json'));
    return this.#keys;
  }

  get isLive() {
    return modeOf(this.#options) === 'LIVE';
  }

  get isWorked() {
    return isInUse(this.#options.dataDir);
  }

  get hasLog() {
    return hasLogIn(this.#options.dataDir);
  }

  get xApiUrl() {
    return xApiUrlOf(this.#options);
  }

  get webhooksUrl() {
    const running = runningOf(this.#options.dataDir);
    return running && `${running.url}/webhooks/`;
  }

  get bridgeUrl() {
    return runningOf(this.#options.dataDir)?.url;
  }

  get facts() {
    return factsOf(this.#options);
  }

  async checks() {
    return checkFolder(this.#options);
  }

  close() {
    this.#opened?.close();
  }

  #open() {
    this.#opened ??= open(this.#options, this.config, this.keys);
    return this.#opened;
  }
}

function runningOf(dataDir: string): RunningFacts | undefined {
  return isInUse(dataDir) ? readRunning(dataDir) : undefined;
}

function modeOf({ dataDir }: FolderOptions): string {
  const mode = join(dataDir, 'mode');
  return existsSync(mode) ? readFileSync(mode, 'utf8').trim() : '';
}

/** Whoever says LIVE must not take a post in a sandbox for one on X. */
function refuseSandboxAsLive(options: FolderOptions): void {
  if (!options.isLive || modeOf(options) !== 'SANDBOX') return;
  throw new ConfigError(`${options.dataDir} belongs to SANDBOX, and --live means X itself`, {
    advice: 'Leave --live out, or name another directory with --data.',
  });
}

/** Keys of X must not go to a sandbox, nor a sandbox's to X: without an engine only a folder for X itself is sure. */
function xApiUrlOf(options: FolderOptions): string | undefined {
  const running = runningOf(options.dataDir);
  if (running !== undefined) return running.xApiUrl ?? undefined;
  const mode = modeOf(options);
  if (mode === 'LIVE' || (mode === '' && options.isLive)) return undefined;
  throw new ConfigError(`${options.dataDir} is a folder for a sandbox, and no engine with one runs on it`, {
    advice: 'Say --live for X itself, start the engine with npm start, or name the sandbox with --x-api URL.',
  });
}

function factsOf(options: FolderOptions): readonly PlaceFact[] {
  const { dataDir, dropFolder, configFile } = options;
  const running = runningOf(dataDir);
  const mode = modeOf(options);
  return [
    { key: 'mode', label: 'mode', value: mode === '' ? null : mode },
    { key: 'dropFolder', label: 'drop folder', value: resolve(dropFolder) },
    { key: 'dataDir', label: 'data directory', value: resolve(dataDir) },
    { key: 'configFile', label: 'configuration', value: resolve(configFile) },
    { key: 'url', label: 'page', value: running === undefined ? null : `${running.url}/` },
    { key: 'xApiUrl', label: 'instead of X', value: running?.xApiUrl ?? null },
  ];
}

function open(options: FolderOptions, config: PigeonpostConfig, keys: KeyStore) {
  const { dataDir } = options;
  if (!hasLogIn(dataDir)) {
    throw new ConfigError(`nothing has run in ${dataDir} yet: npm start makes it, --data DIR names another`);
  }
  try {
    return wire(options, config, keys);
  } catch (cause) {
    if (cause instanceof PigeonpostError) throw cause;
    throw new ConfigError(`the data directory ${dataDir} cannot be used: ${(cause as Error).message}`, { cause });
  }
}

function wire({ dataDir, dropFolder }: FolderOptions, config: PigeonpostConfig, secrets: KeyStore) {
  const database = openDatabase(dataDir);
  const seen = new SeenFiles(database, dropFolder);
  const { operate } = wireHandlers({
    config,
    log: new SqliteLog(database),
    hints: hintsOver(new SqliteQueue(database, 'hints', Date.now)),
    fetchHints: fetchHintsOver(new SqliteQueue(database, 'fetches', Date.now)),
    media: new FolderMediaStore(dropFolder, join(dataDir, 'work'), database, seen),
    secrets,
    // What goes wrong is told by the command itself; the engine's journal keeps what the engine does.
    journal: jsonJournal(Date.now, 'error', (line) => process.stderr.write(line)),
    clock: Date.now,
    random: Math.random,
    pause: async (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  });
  return { operate, drops: folderDrops(database, dropFolder, seen), close: () => database.close() };
}
