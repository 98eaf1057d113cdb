import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';

import type { PigeonpostConfig } from '../functions/config/config-schema.ts';
import { secretNameOf } from '../functions/config/secret-name-of.ts';
import { AccountHeldError, ConfigError } from '../functions/domain/errors.ts';
import type { Journal } from '../functions/domain/ports.ts';
import { startSandbox, type RunningSandbox } from '../sandbox/server.ts';
import { openDataDir } from './engine/data-dir.ts';
import { openLocalEngine, type LocalEngine } from './engine/local-engine.ts';
import { SecretsFile } from './engine/secrets-file.ts';
import { startHttpGateway, type HttpGateway } from './http-gateway.ts';
import { openFileJournal } from './journal-to-file.ts';
import { loadConfig } from './load-config.ts';
import { localRoutes } from './local-routes.ts';
import type { StartOptions } from './read-options.ts';
import { refuseHastyReads } from './read-times.ts';
import { removeRunning, writeRunning } from './running-file.ts';
import { ensureBridgeKey, ensureSandboxKeys, ensureWebhookSecrets } from './sandbox-keys.ts';

/** `LIVE` reaches X itself; `SANDBOX` reaches nobody. */
export type Mode = 'LIVE' | 'SANDBOX';

export interface RunningPigeonpost {
  readonly mode: Mode;
  readonly config: PigeonpostConfig;
  readonly engine: LocalEngine;
  readonly gateway: HttpGateway;
  readonly secrets: SecretsFile;
  readonly sandbox: RunningSandbox | undefined;
  /** Where posts go when X is replaced. */
  readonly xApiUrl: string | undefined;
  /** Files that lay in the folder before the first start, and are not posted. */
  readonly ignoredFiles: number;
  stop(): Promise<void>;
}

/**
 * Everything running on this machine.
 *
 * @param alsoTo told of every step, besides the journal in the data directory
 * @throws ConfigError for a configuration, key, directory or port that cannot be used
 */
export async function startPigeonpost(options: StartOptions, alsoTo?: Journal): Promise<RunningPigeonpost> {
  refuseDataInDrops(options);
  const config = await loadConfig(options.configFile);
  const mode = modeOf(options);
  if (mode === 'LIVE' && options.readTimesSeconds !== undefined) refuseHastyReads(options.readTimesSeconds);
  // First of all: two engines must not even open each other's files.
  const dataDir = openDataDir(options.dataDir);
  const closers: (() => Promise<void>)[] = [async () => dataDir.close()];
  const stop = async () => {
    for (const close of closers.splice(0).toReversed()) await close();
  };
  try {
    claimForMode(options.dataDir, mode);
    const sandbox = await maybeStartSandbox(options);
    closers.push(async () => sandbox?.close());
    const xApiUrl = options.xApiUrl ?? sandbox?.url;
    const journal = openFileJournal(options.dataDir, Date.now, { alsoTo });
    closers.push(async () => journal.close());
    const secrets = await prepareSecrets(options, config, xApiUrl);
    const engine = openLocalEngine({ dataDir, config, secrets, journal, ...engineSettings(options, xApiUrl) });
    closers.push(async () => engine.stop());
    await checkAccountKeys(engine, config);
    const ignoredFiles = await engine.scanner.adoptExisting();
    const { host, port } = options;
    const gateway = await startHttpGateway(localRoutes({ engine, config, mode, xApiUrl, host }), {
      host,
      port,
      journal,
    });
    closers.push(async () => gateway.close());
    await engine.start();
    writeRunning(options.dataDir, { url: gateway.url, xApiUrl: xApiUrl ?? null });
    closers.push(async () => removeRunning(options.dataDir));
    return { mode, config, engine, gateway, secrets, sandbox, xApiUrl, ignoredFiles, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function engineSettings({ dropFolder, readTimesSeconds }: StartOptions, xApiUrl: string | undefined) {
  return {
    dropFolder,
    ...(xApiUrl === undefined ? {} : { xApiUrl }),
    ...(readTimesSeconds === undefined ? {} : { reconcileAfterSeconds: readTimesSeconds }),
  };
}

/** Else the engine's own files, pictures that were posted among them, would count as drops. */
function refuseDataInDrops({ dataDir, dropFolder }: StartOptions): void {
  const path = relative(resolve(dropFolder), resolve(dataDir));
  const isInside = path.split(sep)[0] !== '..' && !isAbsolute(path);
  if (!isInside || path.split(sep).some((name) => name.startsWith('.'))) return;
  throw new ConfigError(
    `the data directory ${dataDir} lies in the drop folder ${dropFolder}: choose another --data or --drop`,
  );
}

function modeOf({ isLive, xApiUrl }: StartOptions): Mode {
  if (isLive) return 'LIVE';
  const isElsewhere = xApiUrl !== undefined && !isLoopback(xApiUrl);
  return isElsewhere ? 'LIVE' : 'SANDBOX';
}

function isLoopback(url: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);
}

/** Rows that waited in a sandbox must never go out to X because of one option. */
function claimForMode(dataDir: string, mode: Mode): void {
  const path = join(dataDir, 'mode');
  const before = existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
  if (before === mode) return;
  // Empty when the very first start was cut off here: nothing waits in the directory then.
  if (before === '') return writeFileSync(path, `${mode}\n`, { mode: 0o600 });
  throw new ConfigError(`${dataDir} belongs to ${before}, and this start is ${mode}: choose another --data directory`);
}

async function maybeStartSandbox(options: StartOptions): Promise<RunningSandbox | undefined> {
  if (options.isLive || options.xApiUrl !== undefined) return undefined;
  try {
    return await startSandbox({ port: options.sandboxPort, dataDir: join(options.dataDir, 'x-sandbox') });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause;
    throw new ConfigError(`port ${options.sandboxPort} is in use; choose another --sandbox-port`, { cause });
  }
}

async function prepareSecrets(
  options: StartOptions,
  config: PigeonpostConfig,
  xApiUrl: string | undefined,
): Promise<SecretsFile> {
  const secrets = new SecretsFile(join(options.dataDir, 'secrets.json'), process.env['PIGEONPOST_SECRETS']);
  const accounts = Object.entries(config.accounts).map(([name, account]) => ({
    name,
    secretName: secretNameOf(name, account),
  }));
  const isOurs = options.xApiUrl === undefined;
  const missing = accounts.filter(({ secretName }) => !secrets.has(secretName));
  if (xApiUrl !== undefined && isLoopback(xApiUrl) && (isOurs || missing.length > 0)) {
    await ensureSandboxKeys(xApiUrl, isOurs ? accounts : missing, secrets);
  }
  await ensureWebhookSecrets(Object.keys(config.webhooks), secrets);
  const [first] = accounts;
  if (first !== undefined && modeOf(options) === 'SANDBOX') await ensureBridgeKey(first.name, secrets);
  return secrets;
}

/** Every account must have usable keys before anything is accepted for it. */
async function checkAccountKeys(engine: LocalEngine, config: PigeonpostConfig): Promise<void> {
  const faults: string[] = [];
  for (const name of Object.keys(config.accounts)) {
    try {
      await engine.handlers.accounts.open(name);
    } catch (error) {
      if (!(error instanceof AccountHeldError)) throw error;
      faults.push(`  account ${name}: ${error.message}`);
    }
  }
  if (faults.length === 0) return;
  throw new ConfigError(`keys are missing or cannot be used:\n${faults.join('\n')}`, {
    advice: '`npm run pigeonpost -- auth login ACCOUNT` gets and stores them; it takes the same --live and --data.',
  });
}
