import { v1Error } from '../errors/v1-error.ts';
import { Refusal } from '../http/refusal.ts';
import type { Account } from '../state/account.ts';
import type { Unattachable } from '../state/media-library.ts';
import type { World } from '../state/world.ts';
import { type MediaIdsFault, judgeMediaIds } from './judge-media-ids.ts';

/** The ids of a `media_ids` parameter; none when it is absent or empty. @throws Refusal when it is no list of ids. */
export function readMediaIds(value: string | undefined): readonly string[] {
  const ids = (value ?? '').split(',').map((id) => id.trim());
  if (ids.length === 1 && ids[0] === '') return [];
  if (!ids.every((id) => /^\d{1,19}$/.test(id))) throw new Refusal(v1Error(400, 44, 'media_ids parameter is invalid.'));
  return ids;
}

/** @throws Refusal when v1.1 would not put these media on one Tweet. */
export function requireAttachable(ids: readonly string[], caller: Account, world: World): void {
  const fault = judgeMediaIds(ids, caller, world);
  if (fault !== undefined) throw new Refusal(refusal(fault), `media: ${fault}`);
}

function refusal(fault: MediaIdsFault | Unattachable) {
  if (fault === 'gif-with-others')
    return v1Error(400, 323, 'Animated GIFs are not allowed when uploading multiple images.');
  if (fault === 'unknown') return v1Error(400, 325, 'A media id was not found.');
  return v1Error(400, 324, 'The validation of media ids failed.');
}
