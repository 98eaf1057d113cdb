import { openXAccounts } from './adapters/x/open-accounts.ts';
import { rulesOf } from './config/rules-of.ts';
import { secretNameOf } from './config/secret-name-of.ts';
import type { PublishPorts } from './domain/publish-ports.ts';
import type { XAccounts } from './domain/x-account.ts';
import { gatherPost } from './drops/gather-post.ts';
import { showEnd } from './drops/show-end.ts';
import type { Engine } from './engine.ts';

/** What the publisher reaches over one engine, X among it. */
export function wirePublisher(engine: Engine): PublishPorts {
  return {
    ...engine,
    accounts: openAccounts(engine),
    gather: async (row) => gatherPost(row, engine),
    announce: async (row) => showEnd(row, engine),
    rules: (account) => rulesOf(engine.config.accounts[account], engine.reconcileAfterSeconds),
  };
}

function openAccounts(engine: Engine): XAccounts {
  const { config, secrets, clock, random, journal, xApiUrl } = engine;
  const accounts = Object.fromEntries(
    Object.entries(config.accounts).map(([name, account]) => {
      const { driver, endpoint } = account;
      const secretName = secretNameOf(name, account);
      return [name, { driver, secretName, ...(endpoint === undefined ? {} : { endpoint }) }];
    }),
  );
  const base = { secrets, accounts, clock, random, journal };
  return openXAccounts(xApiUrl === undefined ? base : { ...base, apiUrl: xApiUrl });
}
