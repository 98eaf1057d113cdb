import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { freePort } from '../free-port.ts';
import type { InstalledPackage } from '../python/install-package.ts';

export const REGION = 'eu-central-1';
/** Twelve digits as a key's id are the account's number to MiniStack. */
export const ACCOUNT = '000000000000';

const START_WITHIN_MS = 60_000;
const KEPT_OUTPUT = 4_000;
const runInFolder = fileURLToPath(new URL('run-in-folder.ts', import.meta.url));

export interface OpenedMinistack {
  readonly url: string;
  /** Goes when it is closed, or when the test run ends in any other way. */
  readonly folder: string;
  /** For whatever shall take it for AWS. */
  readonly environment: Readonly<Record<string, string>>;
  /** What it wrote of late, for a failing test to show. */
  readonly output: () => string;
  close(): Promise<void>;
}

/** All of AWS that we use, on a free port of this machine, with nothing in it. */
export async function openMinistack({ python, modules }: InstalledPackage): Promise<OpenedMinistack> {
  const folder = await mkdtemp(join(tmpdir(), 'pigeonpost-aws-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [runInFolder, folder, python, '-s', '-m', 'ministack'], {
    env: { ...(await foldersIn(folder)), ...serverEnvironment(port), PYTHONPATH: modules },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (said = `${said}${text}`.slice(-KEPT_OUTPUT)));
  }
  const exited = once(child, 'exit');
  const close = async () => {
    child.stdin.end();
    await exited;
  };
  try {
    await untilHealthy(url, child);
  } catch (cause) {
    await close();
    throw new Error(`MiniStack did not start within ${START_WITHIN_MS / 1000} s:\n${said}`, { cause });
  }
  return { url, folder, environment: clientEnvironment(url), output: () => said, close };
}

async function foldersIn(folder: string) {
  const folders = { HOME: join(folder, 'home'), TMPDIR: join(folder, 'tmp'), S3_DATA_DIR: join(folder, 's3') };
  await Promise.all(Object.values(folders).map(async (one) => mkdir(one)));
  return folders;
}

/** All it sees: what it has in its environment, it gives to every function. */
function serverEnvironment(port: number) {
  return {
    // It runs functions with whatever `node` comes first.
    PATH: [dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter),
    BIND_HOST: '127.0.0.1',
    // By a name, clients would put the bucket's before it, which no resolver knows.
    MINISTACK_HOST: '127.0.0.1',
    GATEWAY_PORT: String(port),
    MINISTACK_REGION: REGION,
    MINISTACK_ACCOUNT_ID: ACCOUNT,
    LAMBDA_EXECUTOR: 'local',
    LAMBDA_ASYNC_RETRY_BASE_SECONDS: '0.2',
    DOCKER_HOST: 'unix:///nonexistent.sock',
    IOT_MTLS_ENABLED: '0',
    SFTP_ENABLED: '0',
  };
}

function clientEnvironment(url: string) {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: ACCOUNT,
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: REGION,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

async function untilHealthy(url: string, child: { readonly exitCode: number | null }): Promise<void> {
  const deadline = Date.now() + START_WITHIN_MS;
  while (Date.now() < deadline && child.exitCode === null) {
    const answer = await fetch(`${url}/_ministack/health`, { signal: AbortSignal.timeout(5_000) }).catch(
      () => undefined,
    );
    if (answer?.ok === true) return;
    await pause(100);
  }
  throw new Error('no answer');
}
