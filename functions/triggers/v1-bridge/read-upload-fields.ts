import { MAX_ADDITIONAL_OWNERS, MAX_SEGMENT_INDEX } from '../../domain/x-limits.ts';
import { invalidParameter, missingParameter } from './parameter-faults.ts';
import { V1MediaError } from './v1-error.ts';

type Parameters = ReadonlyMap<string, string>;

/** POST media/upload, `media_category`, of all years. */
const CATEGORIES: readonly string[] = [
  'tweet_image',
  'tweet_gif',
  'tweet_video',
  'amplify_video',
  'dm_image',
  'dm_gif',
  'dm_video',
  'subtitles',
];

/**
 * What the media is for, in today's spelling, also where it was given as `TweetImage`; undefined where none was given.
 *
 * @throws V1Error 400/44 for one that X does not know
 */
export function readCategory(parameters: Parameters): string | undefined {
  const given = parameters.get('media_category')?.trim() ?? '';
  if (given === '') return undefined;
  const name = given.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase();
  if (!CATEGORIES.includes(name)) throw invalidParameter('media_category');
  return name;
}

/**
 * The user ids of `additional_owners`; undefined where there are none.
 *
 * @throws V1Error 400/44 where one is no id, or there are over 100
 */
export function readOwners(parameters: Parameters): readonly string[] | undefined {
  const ids = (parameters.get('additional_owners') ?? '').split(',').map((id) => id.trim());
  const given = ids.filter((id) => id !== '');
  const isFine = given.length <= MAX_ADDITIONAL_OWNERS && given.every((id) => /^\d{1,19}$/.test(id));
  if (!isFine) throw invalidParameter('additional_owners');
  return given.length === 0 ? undefined : given;
}

/** @throws V1MediaError for what is no id: it must not get into an address */
export function readMediaId(parameters: Parameters): string {
  const id = parameters.get('media_id')?.trim() ?? '';
  if (!/^\d{1,19}$/.test(id)) throw new V1MediaError(`Invalid media_id: Some(${id.slice(0, 20)}).`);
  return id;
}

/**
 * The place of a segment, as the client counts.
 *
 * @throws V1Error 400/38 without one
 * @throws V1MediaError for one beyond 999
 */
export function readSegmentIndex(parameters: Parameters): number {
  const text = parameters.get('segment_index')?.trim() ?? '';
  if (text === '') throw missingParameter('segment_index');
  if (!/^\d{1,9}$/.test(text) || Number(text) > MAX_SEGMENT_INDEX) {
    throw new V1MediaError(`SegmentIndex must be between 0 and ${MAX_SEGMENT_INDEX}.`);
  }
  return Number(text);
}

/** @throws V1Error 400/38 without a size, 400/44 for what is none */
export function readTotalBytes(parameters: Parameters): number {
  const text = parameters.get('total_bytes')?.trim() ?? '';
  if (text === '') throw missingParameter('total_bytes');
  if (!/^\d{1,15}$/.test(text) || Number(text) === 0) throw invalidParameter('total_bytes');
  return Number(text);
}

/** @throws V1Error 400/38 without a type */
export function readMediaType(parameters: Parameters): string {
  const text = parameters.get('media_type')?.trim() ?? '';
  if (text === '') throw missingParameter('media_type');
  return text;
}
