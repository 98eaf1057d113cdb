import type { OpenXAccountsOptions } from './adapters/x/open-sessions.ts';
import { secretNameOf } from './config/secret-name-of.ts';
import type { Engine } from './engine.ts';

/** How the accounts of the config reach X over one engine. */
export function xAccountOptions(
  engine: Pick<Engine, 'config' | 'secrets' | 'clock' | 'random' | 'journal' | 'xApiUrl'>,
): OpenXAccountsOptions {
  const { config, secrets, clock, random, journal, xApiUrl } = engine;
  const accounts = Object.fromEntries(
    Object.entries(config.accounts).map(([name, account]) => {
      const { driver, endpoint } = account;
      const secretName = secretNameOf(name, account);
      return [name, { driver, secretName, ...(endpoint === undefined ? {} : { endpoint }) }];
    }),
  );
  const base = { secrets, accounts, clock, random, journal };
  return xApiUrl === undefined ? base : { ...base, apiUrl: xApiUrl };
}
