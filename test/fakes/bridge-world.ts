import { mkdirSync, writeFileSync } from 'node:fs';
import type { Agent } from 'node:https';
import { join } from 'node:path';

import type { ConfigInput } from '../../functions/config/config-schema.ts';
import { readOptions, type StartOptions } from '../../local/read-options.ts';
import { startPigeonpost, type RunningPigeonpost } from '../../local/start.ts';
import { type RunningSandbox } from '../../sandbox/server.ts';
import type { Keys } from '../sandbox/signed-request.ts';
import { openTlsProxy } from './tls-proxy.ts';

/** The bridge of a whole engine of this machine, with the sandbox for X behind it. */
export interface BridgeWorld {
  /** What clients put in the place of `https://api.twitter.com`. */
  readonly url: string;
  /** Of the bridge, for the account `main`. */
  readonly keys: Keys;
  readonly running: RunningPigeonpost;
  readonly sandbox: RunningSandbox;
  /** Leads a client that knows X's own names to the bridge, over TLS, as a name server would. */
  openAgent(): Promise<Agent>;
  close(): Promise<void>;
}

/**
 * Starts both in that folder; uploads are processed in no time.
 *
 * @param more options of `npm start`
 */
export async function startBridge(
  folder: string,
  config: ConfigInput = { accounts: { main: {} } },
  more: readonly string[] = [],
): Promise<BridgeWorld> {
  const [configFile, dropFolder] = [join(folder, 'pigeonpost.config.ts'), join(folder, 'drop')];
  writeFileSync(configFile, `export default ${JSON.stringify(config)};\n`);
  mkdirSync(dropFolder, { recursive: true });
  const argv = ['--port', '0', '--data', join(folder, 'data'), '--drop', dropFolder, '--config', configFile, ...more];
  const running = await startPigeonpost(readOptions(argv) as StartOptions);
  const { keys } = (await running.secrets.read('bridge')) as { keys: readonly [Keys] };
  const { sandbox } = running;
  if (sandbox === undefined) throw new Error('there is no sandbox behind the bridge');
  await hasten(sandbox.url);
  const closers: (() => void)[] = [];
  const openAgent = async () => {
    const { agent, close } = await openTlsProxy((path) => running.gateway.url + path);
    closers.push(close);
    return agent;
  };
  const close = async () => {
    for (const end of closers) end();
    await running.stop();
  };
  return { url: running.gateway.url, keys: keys[0], running, sandbox, openAgent, close };
}

async function hasten(url: string): Promise<void> {
  const body = JSON.stringify({ media: { pendingMs: 20, processingMs: 20, checkAfterSeconds: 0.02 } });
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${url}/_sandbox/settings`, { method: 'PUT', headers, body });
  if (!answer.ok) throw new Error(`the sandbox took no settings: ${answer.status}`);
}
