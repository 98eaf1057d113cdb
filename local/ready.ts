import { resolve } from 'node:path';

import { BRIDGE_SECRET, secretNameOf } from '../functions/config/secret-name-of.ts';
import { parseBridgeSecret } from '../functions/triggers/v1-bridge/bridge-key.ts';
import type { StartOptions } from './read-options.ts';
import type { RunningPigeonpost } from './start.ts';

/** The one line that programs read when everything runs. Secrets are in it only where they open nothing but a sandbox. */
export async function readyLine(running: RunningPigeonpost, options: StartOptions): Promise<object> {
  const { gateway, sandbox } = running;
  return {
    url: gateway.url,
    mode: running.mode,
    dropFolder: resolve(options.dropFolder),
    webhooks: Object.fromEntries(
      await Promise.all(Object.keys(running.config.webhooks).map(async (name) => webhook(name, running))),
    ),
    bridge: await bridgeLine(running),
    sandbox: sandbox === undefined ? null : await sandboxLine(running, sandbox.url),
  };
}

async function webhook(name: string, { gateway, secrets, config, mode }: RunningPigeonpost): Promise<[string, object]> {
  const base = { url: `${gateway.url}/webhooks/${name}`, scheme: config.webhooks[name]?.scheme };
  if (mode === 'LIVE') return [name, { ...base, secretFile: resolve(secrets.path) }];
  const { current } = (await secrets.read(`webhook/${name}`)) as { current: string };
  return [name, { ...base, secret: current }];
}

/** Where clients of v1.1 call instead of `https://api.twitter.com`, with the keys for a first try in a sandbox. */
async function bridgeLine({ gateway, secrets, mode }: RunningPigeonpost): Promise<object> {
  const { url } = gateway;
  if (mode === 'LIVE' || !secrets.has(BRIDGE_SECRET)) return { url };
  const usable = parseBridgeSecret(await secrets.read(BRIDGE_SECRET)).find(({ revokedAt }) => revokedAt === undefined);
  if (usable === undefined) return { url };
  const { account, consumerKey, consumerSecret, accessToken, accessTokenSecret } = usable;
  return { url, account, consumerKey, consumerSecret, accessToken, accessTokenSecret };
}

/** The first account of the config, as the sandbox knows it. */
async function sandboxLine({ config, secrets, sandbox }: RunningPigeonpost, url: string): Promise<object> {
  const [[name, account] = ['', {}]] = Object.entries(config.accounts);
  const keys = (await secrets.read(secretNameOf(name, account))) as { accessToken: string };
  const known = sandbox?.accounts.find(({ accessToken }) => accessToken === keys.accessToken);
  return { url, ...keys, userId: known?.userId, screenName: known?.screenName };
}

/** The same for people. */
export function tellReady(running: RunningPigeonpost, options: StartOptions, tell: (line: string) => void): void {
  const { mode, gateway, xApiUrl, config, ignoredFiles, engine } = running;
  const where = mode === 'LIVE' ? 'LIVE: posts go to X' : `SANDBOX: nothing reaches X; posts appear at ${xApiUrl}`;
  tell(`Pigeonpost, ${where}\n`);
  tell(`  page      ${gateway.url}/\n`);
  tell(`  drop      pictures into ${resolve(options.dropFolder)}\n`);
  for (const name of Object.keys(config.webhooks)) tell(`  webhook   ${gateway.url}/webhooks/${name}\n`);
  tell(`  bridge    ${gateway.url}/1.1/ for clients of X's old API\n`);
  tell(`  keys      ${resolve(running.secrets.path)}\n`);
  if (ignoredFiles > 0) {
    const [files, them] = ignoredFiles === 1 ? ['1 file was', 'it'] : [`${ignoredFiles} files were`, 'them'];
    tell(`  ${files} in the folder before the first start and will not be posted; --backfill posts ${them}\n`);
  }
  const dead = engine.deadCount();
  if (dead > 0) {
    const messages = dead === 1 ? '1 message was' : `${dead} messages were`;
    tell(`  ${messages} put aside after eight tries; the journal says why, --backfill finds the drops among them\n`);
  }
}
