import { openXAccounts } from './adapters/x/open-accounts.ts';
import { rulesOf } from './config/rules-of.ts';
import type { PublishPorts } from './domain/publish-ports.ts';
import { gatherPost } from './drops/gather-post.ts';
import { showEnd } from './drops/show-end.ts';
import type { Engine } from './engine.ts';
import { xAccountOptions } from './wiring-x.ts';

/** What the publisher reaches over one engine, X among it. */
export function wirePublisher(engine: Engine): PublishPorts {
  return {
    ...engine,
    accounts: openXAccounts(xAccountOptions(engine)),
    gather: async (row) => gatherPost(row, engine),
    announce: async (row) => showEnd(row, engine),
    rules: (account) => rulesOf(engine.config.accounts[account], engine.reconcileAfterSeconds),
  };
}
