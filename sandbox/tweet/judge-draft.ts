import type { Account } from '../state/account.ts';
import type { World } from '../state/world.ts';
import { hasInvalidCharacter, weighText } from '../text/weigh.ts';
import type { Draft } from './draft.ts';

/** Why X does not take a Tweet although the request is well formed. */
export type DraftFault = 'invalid-text' | 'too-long' | 'duplicate' | 'over-status-limit' | 'over-media-limit';

/** The first objection to a draft in the order of X's checks: length, duplicate, daily limits. Changes nothing. */
export function judgeDraft(draft: Draft, caller: Account, world: World): DraftFault | undefined {
  const { textLength } = world.settings;
  if (weighText(draft.text, textLength) + draft.reservedLength > textLength) return 'too-long';
  if (hasInvalidCharacter(draft.text)) return 'invalid-text';
  if (isDuplicate(draft, caller, world)) return 'duplicate';
  return overLimit(draft, caller, world);
}

/** The same text by the same author on a live Tweet of late, pictures aside. */
function isDuplicate({ text }: Draft, caller: Account, world: World): boolean {
  const { refuse, windowSeconds } = world.settings.duplicates;
  if (!refuse || text.trim() === '') return false;
  const latest = world.tweets.latestWithText(caller.userId, text);
  return latest !== undefined && world.now() - latest.createdAtEpochMs < windowSeconds * 1000;
}

function overLimit({ newMedia }: Draft, { userId }: Account, world: World): DraftFault | undefined {
  const { statusesPerDay, mediaPerDay } = world.settings.limits;
  if (world.statusCount.read(userId, world.now()).used >= statusesPerDay) return 'over-status-limit';
  if (newMedia > 0 && world.mediaCount.read(userId, world.now()).used + newMedia > mediaPerDay)
    return 'over-media-limit';
  return undefined;
}
