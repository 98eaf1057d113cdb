import type { Account } from '../state/account.ts';
import type { MediaRecord } from './media-record.ts';
import { MediaRefusedError, unknownMedia } from './media-refused-error.ts';
import type { MediaStock } from './media-stock.ts';

/**
 * The record that STATUS tells of.
 *
 * @throws MediaRefusedError when the id does not live, is not finalized, or was ready at once: X has no status of such media
 * (node-twitter-api-v2 issue 336, xurl issue 18)
 */
export function requireProcessed(stock: MediaStock, account: Account, mediaId: string): MediaRecord {
  const record = stock.require(mediaId, account);
  if (!record.session.finalized) throw unknownMedia(mediaId);
  if (record.processing === undefined) throw new MediaRefusedError({ kind: 'nothing-to-process', mediaId });
  return record;
}
