import { createHash } from 'node:crypto';

import type { PublicationLog } from '../domain/ports.ts';
import { publicationId } from '../domain/publication-id.ts';
import { TIMESTAMP_WINDOW_SECONDS, type AuthenticatedCaller } from '../triggers/v1-bridge/authenticate.ts';
import type { BridgeCaller } from '../triggers/v1-bridge/bridge-call.ts';
import { V1Error, v1Errors } from '../triggers/v1-bridge/v1-error.ts';

/** A client that repeats its bytes later than this is told that they are old. */
const KEPT_SECONDS = 24 * 3600;

/**
 * Lets a create pass whose nonce is new, or was used by the very same bytes before: those are the same post, however late
 * they come again.
 *
 * @throws V1Error 135 for a timestamp out of bounds, 32 for a nonce that other bytes used
 * @throws StoreUnavailableError nothing was accepted
 */
export async function keepNonce({ caller, isTimely }: AuthenticatedCaller, log: PublicationLog): Promise<void> {
  const id = `nonce/${caller.keyId}/${hashOf(caller)}`;
  const publication = publicationId('bridge', caller.callFingerprint);
  const isNew = isTimely && (await write(id, publication, caller.timestampEpochSeconds, log));
  if (isNew) return;
  const known = await log.mark(id);
  if (known?.publicationId === publication) return;
  throw new V1Error(isTimely ? v1Errors.couldNotAuthenticate : v1Errors.timestampOutOfBounds);
}

async function write(id: string, publication: string, atEpochSeconds: number, log: PublicationLog): Promise<boolean> {
  const mark = {
    kind: 'mark',
    id,
    version: 1,
    publicationId: publication,
    atEpochMs: atEpochSeconds * 1000,
    expiresAtEpochSeconds: atEpochSeconds + TIMESTAMP_WINDOW_SECONDS + KEPT_SECONDS,
  } as const;
  return (await log.transact([mark])) === 'done';
}

/** A nonce is good once for each timestamp (RFC 5849, 3.3), and may be of any length. */
function hashOf({ nonce, timestampEpochSeconds }: BridgeCaller): string {
  return createHash('sha256').update(`${timestampEpochSeconds}\n${nonce}`).digest('hex').slice(0, 32);
}
