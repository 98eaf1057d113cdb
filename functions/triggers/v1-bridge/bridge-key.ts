import * as z from 'zod';

import { AccountHeldError } from '../../domain/errors.ts';

const credential = z.string().regex(/^[\x21-\x7e]{16,128}$/);

const bridgeKey = z.strictObject({
  /** Names the key in `bridge list` and `bridge revoke`; no secret. */
  id: z.string().regex(/^[a-z0-9]{4,32}$/),
  /** The one account of the config that it opens. */
  account: z.string().min(1),
  consumerKey: credential,
  consumerSecret: credential,
  accessToken: credential,
  accessTokenSecret: credential,
  createdAt: z.iso.datetime(),
  /** Since when it opens nothing any more. */
  revokedAt: z.iso.datetime().exactOptional(),
});

const bridgeSecret = z.strictObject({ keys: z.array(bridgeKey) });

/** Two pairs of ours for a client of the bridge, as X's developer portal would give them; never X's own. */
export type BridgeKey = z.output<typeof bridgeKey>;

/**
 * The keys in the document `{ keys: [...] }` of the bridge's secret, revoked ones among them.
 *
 * @throws AccountHeldError reason `secret`: nothing can be verified until it is mended. Names fields, never values
 */
export function parseBridgeSecret(document: unknown): readonly BridgeKey[] {
  const parsed = bridgeSecret.safeParse(document);
  if (parsed.success) return parsed.data.keys;
  const fields = [...new Set(parsed.error.issues.map(({ path }) => path.join('.') || 'the document'))];
  throw new AccountHeldError('secret', 'SECRET_MALFORMED', `secret bridge cannot be used: ${fields.join(', ')}`, {
    advice: 'Restore it as {"keys": [...]} and let `bridge issue` and `bridge revoke` alone change it.',
  });
}
