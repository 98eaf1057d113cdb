import { checkForAccount } from '../domain/check-for-account.ts';
import { readMediaIds } from '../triggers/v1-bridge/read-media-ids.ts';
import { readStatus } from '../triggers/v1-bridge/read-status.ts';
import type { BridgeEndpoint } from './bridge-endpoint.ts';
import { postStatus } from './post-status.ts';

/** POST statuses/update: a Tweet, with media that were uploaded before. */
export const statusesUpdate: BridgeEndpoint = (call, ports) =>
  postStatus(call, ports, () => {
    const { account } = call.caller;
    const media = readMediaIds(call.parameters, ports.clock());
    const driver = ports.config.accounts[account]?.driver ?? 'v2';
    return {
      wish: readStatus(call.parameters, { account, driver, media }),
      pictures: [],
      // Alt text went to X by media/metadata/create: whether it did is not known here.
      check: (post, known) => checkForAccount(post, known, { altText: 'off' }, ports.clock()),
    };
  });
