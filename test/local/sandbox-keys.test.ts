import { join } from 'node:path';

import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';

import { ConfigError } from '../../functions/domain/errors.ts';
import { SecretsFile } from '../../local/engine/secrets-file.ts';
import { ensureSandboxKeys, ensureWebhookSecrets } from '../../local/sandbox-keys.ts';
import { startSandbox } from '../../sandbox/server.ts';
import { temporaryFolder } from './engine/temporary-folder.ts';

let secrets: SecretsFile;
const named = (...names: readonly string[]) => names.map((name) => ({ name, secretName: `account/${name}` }));

beforeEach(() => {
  secrets = new SecretsFile(join(temporaryFolder(), 'secrets.json'), undefined);
});

async function open() {
  const sandbox = await startSandbox();
  onTestFinished(async () => sandbox.close());
  return sandbox;
}

describe('ensureSandboxKeys', () => {
  it('gives each account keys that the sandbox knows', async () => {
    const sandbox = await open();
    const accounts = [...named('main'), { name: 'press-office', secretName: 'elsewhere/press' }];
    await ensureSandboxKeys(sandbox.url, accounts, secrets);
    for (const [secretName, screenName] of [
      ['account/main', 'main'],
      ['elsewhere/press', 'press_office'],
    ] as const) {
      const keys = await secrets.read(secretName);
      const account = sandbox.accounts.find((one) => one.screenName === screenName);
      expect(account).toMatchObject(keys as object);
      expect(Object.keys(keys as object)).toHaveLength(4);
    }
  });

  it('keeps the keys there are, and makes them known again to a sandbox that forgot them', async () => {
    const first = await open();
    await ensureSandboxKeys(first.url, named('main'), secrets);
    const keys = await secrets.read('account/main');
    const second = await open();
    await ensureSandboxKeys(second.url, named('main'), secrets);
    expect(await secrets.read('account/main')).toEqual(keys);
    expect(second.accounts.find(({ screenName }) => screenName === 'main')).toMatchObject(keys as object);
  });

  it('tells accounts apart whose names begin alike', async () => {
    const sandbox = await open();
    const names = ['newsletter-germany-north', 'newsletter-germany-south'];
    await ensureSandboxKeys(sandbox.url, named(...names), secrets);
    const tokens = await Promise.all(
      names.map(async (name) => ((await secrets.read(`account/${name}`)) as { accessToken: string }).accessToken),
    );
    expect(new Set(tokens).size).toBe(2);
  });

  it('says in one line that there is no sandbox at that address', async () => {
    const ensured = ensureSandboxKeys('http://127.0.0.1:9', named('main'), secrets);
    await expect(ensured).rejects.toThrow(ConfigError);
    await expect(ensured).rejects.toThrow(
      /^no account could be made in the sandbox at http:\/\/127\.0\.0\.1:9: [^\n]+$/,
    );
  });
});

describe('ensureWebhookSecrets', () => {
  it('makes a secret of its own for each webhook that has none', async () => {
    await secrets.write({ 'webhook/old': { current: 'whsec_b2xk' } });
    await ensureWebhookSecrets(['old', 'cms', 'shop'], secrets);
    expect(await secrets.read('webhook/old')).toEqual({ current: 'whsec_b2xk' });
    const [cms, shop] = await Promise.all(['cms', 'shop'].map(async (name) => secrets.read(`webhook/${name}`)));
    for (const made of [cms, shop])
      expect(made).toEqual({ current: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/) });
    expect(cms).not.toEqual(shop);
  });
});
