import { afterEach, describe, expect, it } from 'vitest';

import { openXAccounts, type OpenXAccountsOptions } from '../../../../functions/adapters/x/open-accounts.ts';
import { ConfigError } from '../../../../functions/domain/errors.ts';
import { InMemorySecrets } from '../../../fakes/in-memory-secrets.ts';
import { RecordingJournal } from '../../../fakes/recording-journal.ts';
import { type FakeX, startFakeX } from './fake-x.ts';
import { openTestAccount, testKeys } from './open-test-account.ts';

let x: FakeX | undefined;

afterEach(async () => {
  await x?.close();
  x = undefined;
});

function options(other: Partial<OpenXAccountsOptions> = {}): OpenXAccountsOptions {
  return {
    secrets: new InMemorySecrets({ 'account/main': testKeys, 'elsewhere/keys': testKeys }),
    accounts: { main: { driver: 'v2' } },
    clock: Date.now,
    random: () => 0.5,
    journal: new RecordingJournal(),
    ...other,
  };
}

describe('openXAccounts', () => {
  it('reads the secret under the name the config gives', async () => {
    const accounts = openXAccounts(options({ accounts: { main: { driver: 'v1', secretName: 'elsewhere/keys' } } }));
    await expect(accounts.open('main')).resolves.toMatchObject({ driver: 'v1', takesInlineMedia: false });
  });

  it('refuses an account that the config does not have', async () => {
    await expect(openXAccounts(options()).open('nobody')).rejects.toThrow(ConfigError);
  });

  it.each([
    { case: 'missing', secrets: new InMemorySecrets(), code: 'SECRET_NO_CURRENT' },
    {
      case: 'malformed',
      secrets: new InMemorySecrets({ 'account/main': { ...testKeys, accessToken: 'abc\n' } }),
      code: 'SECRET_MALFORMED',
    },
  ])('F57, F60: holds an account whose secret is $case', async ({ secrets, code }) => {
    await expect(openXAccounts(options({ secrets })).open('main')).rejects.toMatchObject({ reason: 'secret', code });
  });

  it('keeps an account as long as its keys stay the same', async () => {
    const secrets = new InMemorySecrets({ 'account/main': testKeys });
    const accounts = openXAccounts(options({ secrets }));
    const first = await accounts.open('main');
    expect(await accounts.open('main', { freshKeys: true })).toBe(first);
    secrets.values.set('account/main', { ...testKeys, accessToken: '7-rotated' });
    const second = await accounts.open('main', { freshKeys: true });
    expect(second).not.toBe(first);
    expect(second.tokenFingerprint).not.toBe(first.tokenFingerprint);
  });

  it('F55: signs with the rotated keys once they were read afresh', async () => {
    x = await startFakeX(({ headers }) =>
      headers.authorization?.includes('7-rotated') === true
        ? { body: { data: { id: '7', username: 'a' } } }
        : { status: 401, body: { title: 'Unauthorized' } },
    );
    const { account, accounts, secrets } = await openTestAccount(x.url, { driver: 'v2' });
    await expect(account.whoAmI()).rejects.toMatchObject({ reason: 'auth', code: 'AUTH' });
    secrets.values.set('account/main', { ...testKeys, accessToken: '7-rotated' });
    const fresh = await accounts.open('main', { freshKeys: true });
    await expect(fresh.whoAmI()).resolves.toMatchObject({ userId: '7' });
    await accounts.close();
  });

  it('makes no connection before the first call', async () => {
    x = await startFakeX(() => ({}));
    const { accounts } = await openTestAccount(x.url, { driver: 'v1' });
    await accounts.close();
    expect(x.requests).toEqual([]);
  });

  it('refuses the endpoint of v1.1 on v2', () => {
    const accounts = { main: { driver: 'v2', endpoint: 'update_with_media' } } as const;
    expect(() => openXAccounts(options({ accounts }))).toThrow(/account main.*v1/);
  });

  it.each([
    { case: 'plain http to another machine', apiUrl: 'http://api.x.com' },
    { case: 'plain http to an address of the network', apiUrl: 'http://10.0.0.7:4000' },
    { case: 'a name that only begins like loopback', apiUrl: 'http://127.0.0.1.example.org' },
    { case: 'another scheme', apiUrl: 'ftp://127.0.0.1' },
    { case: 'no URL', apiUrl: 'api.x.com' },
    { case: 'a password in it', apiUrl: 'https://a:b@api.x.com' },
    { case: 'a query', apiUrl: 'https://api.x.com/?a=1' },
  ])('refuses a base URL with $case', ({ apiUrl }) => {
    expect(() => openXAccounts(options({ apiUrl }))).toThrow(ConfigError);
  });

  it.each([
    'https://api.x.com',
    'https://x.example/base/',
    'http://127.0.0.1:4000',
    'http://localhost:4000',
    'http://[::1]:4000',
  ])('takes the base URL %s', (apiUrl) => {
    expect(() => openXAccounts(options({ apiUrl }))).not.toThrow();
  });

  it('keeps the path of a base URL in front of every call', async () => {
    x = await startFakeX(() => ({ body: { data: { id: '7', username: 'a' } } }));
    const { account, accounts } = await openTestAccount(`${x.url}/proxy/`, { driver: 'v2' });
    await account.whoAmI();
    expect(x.requests[0]?.path).toBe('/proxy/2/users/me');
    await accounts.close();
  });

  it('takes the hosts of each account from its config', async () => {
    const api = await startFakeX(() => ({ body: { id_str: '7', screen_name: 'a' } }));
    x = await startFakeX(() => ({ body: { media_id_string: '9' } }));
    const accounts = openXAccounts(
      options({ accounts: { main: { driver: 'v1', apiBaseUrl: api.url, uploadBaseUrl: x.url } } }),
    );
    const account = await accounts.open('main');
    await account.whoAmI();
    await account.mediaStatus('9');
    expect([api.requests.length, x.requests.length]).toEqual([1, 1]);
    await accounts.close();
    await api.close();
  });
});
