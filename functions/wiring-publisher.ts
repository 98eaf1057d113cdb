import { SharpFitter } from './adapters/pictures/sharp-fitter.ts';
import { openXAccounts } from './adapters/x/open-accounts.ts';
import { pictureRulesOf } from './config/picture-rules-of.ts';
import { rulesOf } from './config/rules-of.ts';
import type { PicturePorts, PublishPorts } from './domain/publish-ports.ts';
import { gatherPost } from './drops/gather-post.ts';
import { routeRulesOf } from './drops/route-rules-of.ts';
import { showEnd } from './drops/show-end.ts';
import type { Engine } from './engine.ts';
import { routeDrop } from './triggers/s3-drop/route-drop.ts';
import { xAccountOptions } from './wiring-x.ts';

/** What the publisher reaches over one engine, X among it. */
export function wirePublisher(engine: Engine): PublishPorts {
  return {
    ...engine,
    accounts: openXAccounts(xAccountOptions(engine)),
    gather: async (row) => gatherPost(row, engine),
    announce: async (row) => showEnd(row, engine),
    pictures: openPictures(engine),
    routeRules: (row) => routeRulesOf(row, engine.config.drops),
    rules: (account) => rulesOf(engine.config.accounts[account], engine.reconcileAfterSeconds),
  };
}

function openPictures({ config }: Engine): PicturePorts {
  return {
    fitter: new SharpFitter(),
    rules: ({ account, source, label }) => {
      // A drop's label is the key that came first, also of an album.
      const route = source === 'drop' ? routeDrop(label, config.drops) : undefined;
      return pictureRulesOf(config.accounts[account], route);
    },
  };
}
