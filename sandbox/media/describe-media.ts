import { MAX_ALT_TEXT_LENGTH } from '../../functions/domain/x-limits.ts';
import type { Account } from '../state/account.ts';
import type { MediaRecord } from './media-record.ts';
import { badMedia, invalidParameter, unknownMedia } from './media-refused-error.ts';
import type { MediaStock } from './media-stock.ts';

export interface MediaDescription {
  readonly altText?: string | undefined;
  readonly sensitive?: boolean | undefined;
}

/**
 * The record with alt text or warning set.
 *
 * @throws MediaRefusedError when the id does not live, is shown by a Tweet already, or alt text is too long or for a video
 */
export function describeMedia(
  stock: MediaStock,
  account: Account,
  mediaId: string,
  description: MediaDescription,
): MediaRecord {
  const record = stock.require(mediaId, account);
  if (!record.session.finalized) throw unknownMedia(mediaId);
  // "Must be called before the Tweet is created"; what X answers afterwards is not documented.
  if (record.attached) throw badMedia('The media is part of a Tweet, its metadata cannot be changed.');
  const { altText = record.altText, sensitive = record.sensitive } = description;
  if (description.altText !== undefined) checkAltText(record, description.altText);
  const described = { ...record, altText: altText === '' ? undefined : altText, sensitive };
  stock.records.keep(described);
  return described;
}

function checkAltText(record: MediaRecord, altText: string): void {
  if (record.facts?.kind === 'movie') throw badMedia('Alt text is supported for images and GIFs only.');
  const length = Array.from(altText).length;
  if (length > MAX_ALT_TEXT_LENGTH) throw invalidParameter('alt_text.text', `${length} characters`);
}
