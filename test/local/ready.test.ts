import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { parseConfig } from '../../functions/config/parse-config.ts';
import { SecretsFile } from '../../local/engine/secrets-file.ts';
import { readOptions, type StartOptions } from '../../local/read-options.ts';
import { readyLine, tellReady } from '../../local/ready.ts';
import type { RunningPigeonpost } from '../../local/start.ts';
import { bridgeKey } from '../fakes/bridge-keys.ts';
import { temporaryFolder } from './engine/temporary-folder.ts';

const options = readOptions(['--data', 'd']) as StartOptions;

async function running(mode: 'LIVE' | 'SANDBOX', ignoredFiles = 0, dead = 0): Promise<RunningPigeonpost> {
  const secrets = new SecretsFile(join(temporaryFolder(), 'secrets.json'), undefined);
  const key = bridgeKey({ consumerSecret: 'hunter2hunter2hunter2' });
  await secrets.write({
    'webhook/cms': { current: 'whsec_hunter2' },
    'account/main': { accessToken: 'hunter2' },
    bridge: { keys: [bridgeKey({ id: 'gone', revokedAt: key.createdAt }), key] },
  });
  const config = parseConfig({
    accounts: { main: {} },
    webhooks: { cms: { scheme: 'standard-webhooks', account: 'main' } },
  });
  const gateway = { url: 'http://127.0.0.1:1', close: async () => undefined };
  const xApiUrl = mode === 'LIVE' ? undefined : 'http://127.0.0.1:2';
  const engine = { deadCount: () => dead };
  const parts = { mode, config, gateway, secrets, sandbox: undefined, xApiUrl, ignoredFiles, engine };
  // The rest of what runs is not asked for a line.
  return parts as unknown as RunningPigeonpost;
}

async function told(mode: 'LIVE' | 'SANDBOX', ignoredFiles = 0, dead = 0): Promise<string> {
  let text = '';
  tellReady(await running(mode, ignoredFiles, dead), options, (line) => (text += line));
  return text;
}

describe('readyLine', () => {
  it('has what a program needs to call the webhooks of a sandbox', async () => {
    expect(await readyLine(await running('SANDBOX'), options)).toMatchObject({
      url: 'http://127.0.0.1:1',
      mode: 'SANDBOX',
      dropFolder: join(process.cwd(), 'd/drop'),
      webhooks: {
        cms: { url: 'http://127.0.0.1:1/webhooks/cms', scheme: 'standard-webhooks', secret: 'whsec_hunter2' },
      },
      bridge: { url: 'http://127.0.0.1:1', account: 'main', consumerSecret: 'hunter2hunter2hunter2' },
    });
  });

  it('has the address of the bridge alone where its keys open more than a sandbox', async () => {
    expect(await readyLine(await running('LIVE'), options)).toMatchObject({ bridge: { url: 'http://127.0.0.1:1' } });
  });

  it('says where the secrets are, and none of them, where they open more than a sandbox', async () => {
    const live = await running('LIVE');
    const line = JSON.stringify(await readyLine(live, options));
    expect(line).toContain(JSON.stringify(live.secrets.path));
    expect(line).not.toContain('hunter2');
  });
});

describe('tellReady', () => {
  it('says LIVE or SANDBOX plainly, and no secret', async () => {
    expect(await told('LIVE')).toContain('LIVE: posts go to X');
    expect(await told('SANDBOX')).toContain('SANDBOX: nothing reaches X; posts appear at http://127.0.0.1:2');
    expect(`${await told('LIVE')}${await told('SANDBOX')}`).not.toContain('hunter2');
  });

  it.each([
    { files: 1, line: '1 file was in the folder before the first start and will not be posted; --backfill posts it' },
    {
      files: 3,
      line: '3 files were in the folder before the first start and will not be posted; --backfill posts them',
    },
  ])('counts $files ignored at the first start', async ({ files, line }) => {
    expect(await told('SANDBOX', files)).toContain(line);
    expect(await told('SANDBOX')).not.toContain('before the first start');
  });

  it('tells of messages that were put aside, and how to get at them', async () => {
    expect(await told('SANDBOX', 0, 2)).toContain('2 messages were put aside after eight tries');
    expect(await told('SANDBOX', 0, 0)).not.toContain('put aside');
  });
});
