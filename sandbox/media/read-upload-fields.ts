import { MAX_ADDITIONAL_OWNERS } from '../../functions/domain/x-limits.ts';
import { type MediaCategory, parseMediaCategory } from './media-category.ts';
import { invalidParameter } from './media-refused-error.ts';

/** The category of that name; none for an empty or absent one. @throws MediaRefusedError for a name X does not know */
export function readCategory(text: string | undefined): MediaCategory | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const category = parseMediaCategory(text.trim());
  if (category === undefined) throw invalidParameter('media_category', text);
  return category;
}

/** User ids from a comma-separated text. @throws MediaRefusedError when one is no id, or there are over 100 */
export function readOwners(text: string | undefined): readonly string[] {
  const ids = (text ?? '').split(',').map((id) => id.trim());
  const present = ids.filter((id) => id !== '');
  const valid = present.every((id) => /^\d{1,19}$/.test(id));
  if (!valid || present.length > MAX_ADDITIONAL_OWNERS)
    throw invalidParameter('additional_owners', `${present.length} ids`);
  return present;
}

/** A size in bytes from 1 up; undefined for an empty or absent text. @throws MediaRefusedError for anything else */
export function readTotalBytes(text: string | undefined): number | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const isSize = /^\d{1,15}$/.test(text.trim()) && Number(text) > 0;
  if (!isSize) throw invalidParameter('total_bytes', text);
  return Number(text);
}
