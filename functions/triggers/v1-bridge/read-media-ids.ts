import type { PostMedia } from '../../domain/post.ts';
import { MAX_PHOTOS, MEDIA_LIFETIME_SECONDS } from '../../domain/x-limits.ts';
import { V1Error, v1Errors } from './v1-error.ts';

/**
 * The media that `media_ids` names; none where it is absent or empty. When they expire only X knows: it is told when
 * they do at the latest.
 *
 * @throws V1Error 400/44 for what is no list of ids, 400/324 for more than a post takes
 */
export function readMediaIds(parameters: ReadonlyMap<string, string>, nowEpochMs: number): readonly PostMedia[] {
  const list = parameters.get('media_ids')?.trim() ?? '';
  if (list === '') return [];
  const ids = list.split(',').map((id) => id.trim());
  if (!ids.every((id) => /^\d{1,19}$/.test(id))) throw new V1Error(v1Errors.parameterInvalid);
  if (ids.length > MAX_PHOTOS) throw new V1Error(v1Errors.mediaInvalid);
  const expiresAtEpochSeconds = Math.floor(nowEpochMs / 1000) + MEDIA_LIFETIME_SECONDS;
  return ids.map((mediaId) => ({ from: 'uploaded', mediaId, expiresAtEpochSeconds }));
}
