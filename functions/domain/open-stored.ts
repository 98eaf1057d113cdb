import { checkPost, type PostRules } from './check-post.ts';
import { RejectedTriggerError } from './errors.ts';
import { openMedia } from './open-media.ts';
import { fitAll, type Opened, type Stored } from './pictures/fit-all.ts';
import type { Post } from './post.ts';
import type { MediaRecord } from './publication.ts';
import { refOf } from './ref-of.ts';
import type { WorkedRow } from './worked-row.ts';
import type { XAccount } from './x-account.ts';
import { CHARACTERS_RESERVED_PER_MEDIA, PHOTO_SIZE_LIMIT_BYTES } from './x-limits.ts';

/** An id that lives shorter than this is not worth attaching. */
const MIN_LIFETIME_SECONDS = 120;

/**
 * What is still to be uploaded, opened, made fit for X where the rules allow it, and checked by the validator that
 * preview and triggers ask too.
 *
 * @throws RejectedTriggerError, MediaRejectedError for what X would refuse
 */
export async function openStored(
  work: WorkedRow,
  post: Post,
  account: XAccount,
  records: readonly MediaRecord[],
  signal: AbortSignal | undefined,
): Promise<Stored> {
  const nowEpochMs = work.ports.clock();
  const opened = await Promise.all(
    post.media.map(async (media, index) => {
      if (media.from === 'uploaded' || isUsable(work.row.media[index], account, nowEpochMs)) return null;
      return openMedia(records[index]?.fitted?.ref ?? refOf(media), work.ports.media, signal);
    }),
  );
  const rules: PostRules = { nowEpochMs, ...(account.takesInlineMedia ? await inlineRules(account, signal) : {}) };
  const stored = await fitAll(work, { opened, records }, rules.maxPhotoBytes, signal);
  refuseFaults(post, stored.opened, rules);
  return stored;
}

/** What `update_with_media` allows: X's own numbers where it tells them (help/configuration), else the documented ones. */
async function inlineRules(account: XAccount, signal: AbortSignal | undefined): Promise<Partial<PostRules>> {
  const told = await account.inlineLimits?.(signal);
  return {
    reservedForMediaLink: told?.charactersReserved ?? CHARACTERS_RESERVED_PER_MEDIA,
    maxPhotoBytes: told?.maxPhotoBytes ?? PHOTO_SIZE_LIMIT_BYTES,
  };
}

function refuseFaults(post: Post, opened: readonly Opened[], rules: PostRules): void {
  const [fault, ...others] = checkPost(post, opened, rules);
  if (fault === undefined) return;
  const message = [fault, ...others].map(({ path, message }) => `${path}: ${message}`).join('; ');
  throw new RejectedTriggerError(fault.code, message, { advice: 'Correct it and send it again.' });
}

/** An id serves only the token that uploaded it, and only while it lives. */
function isUsable(record: MediaRecord | undefined, account: XAccount, nowEpochMs: number): boolean {
  if (record?.mediaId === undefined || record.uploadedBy !== account.tokenFingerprint) return false;
  return (record.expiresAtEpochSeconds ?? 0) - nowEpochMs / 1000 > MIN_LIFETIME_SECONDS;
}
