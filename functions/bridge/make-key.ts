import { randomBytes } from 'node:crypto';

import type { BridgeKey } from '../triggers/v1-bridge/bridge-key.ts';

/**
 * Two fresh pairs for a client of the bridge, good for one account.
 *
 * Shaped as X's: a token begins with digits and a dash, by which some clients tell whose it is. Ours begins with 0, which is
 * nobody.
 */
export function makeKey(account: string, nowEpochMs: number): BridgeKey {
  return {
    id: randomBytes(4).toString('hex'),
    account,
    consumerKey: letters(18),
    consumerSecret: letters(37),
    accessToken: `0-${letters(30)}`,
    accessTokenSecret: letters(33),
    createdAt: new Date(nowEpochMs).toISOString(),
  };
}

/** Of as many random bytes; nothing that a form or a header would have to escape. */
function letters(bytes: number): string {
  return randomBytes(bytes).toString('base64url');
}
