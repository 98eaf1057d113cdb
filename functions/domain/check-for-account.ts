import type { KnownMedia } from './check-media.ts';
import { checkPost } from './check-post.ts';
import { type PostingDriver, unsupportedFields } from './drivers/unsupported-fields.ts';
import { expectFit } from './pictures/expect-fit.ts';
import type { PictureRules } from './pictures/picture-fitter.ts';
import type { Post } from './post.ts';
import { warnAboutPost } from './warn-about-post.ts';
import type { FieldFault } from './x-account.ts';
import { CHARACTERS_RESERVED_PER_MEDIA, MAX_PHOTO_BYTES, PHOTO_SIZE_LIMIT_BYTES } from './x-limits.ts';

/** What an account's settings have to say about a post; part of the config's account. */
export interface PostingAccount extends PostingDriver {
  readonly altText: 'require' | 'warn' | 'off';
  /** What is made fit for X before it goes out is judged by what it will be. @default 'refuse' */
  readonly oversize?: PictureRules['oversize'];
}

export interface Verdict {
  /** Empty when the post can be sent. */
  readonly faults: readonly FieldFault[];
  readonly warnings: readonly string[];
}

/** What is wrong with a post, for X and for the account it is meant for. */
export function checkForAccount(post: Post, known: KnownMedia, account: PostingAccount, nowEpochMs: number): Verdict {
  const isNarrow = account.endpoint === 'update_with_media';
  const maxPhotoBytes = isNarrow ? PHOTO_SIZE_LIMIT_BYTES : MAX_PHOTO_BYTES;
  const reserved = isNarrow ? { reservedForMediaLink: CHARACTERS_RESERVED_PER_MEDIA } : {};
  const expected = known.map((facts) => (facts === null ? null : expectFit(facts, account, maxPhotoBytes)));
  const general = checkPost(post, expected, { nowEpochMs, maxPhotoBytes, ...reserved });
  // What is wrong on every driver is told once.
  const ofDriver = unsupportedFields(post, account).filter(({ path }) => !general.some((fault) => fault.path === path));
  const faults = [...general, ...ofDriver];
  const silent = account.altText === 'off' ? [] : withoutAltText(post, known);
  const warnings = warnAboutPost(post, known).map(toLine);
  if (account.altText === 'require') return { faults: [...faults, ...silent], warnings };
  return { faults, warnings: [...silent.map(toLine), ...warnings] };
}

function toLine({ path, message }: FieldFault): string {
  return `${path} ${message}`;
}

/** X takes alt text for pictures, moving or not, and none for videos (media/metadata/create, August 2026). */
function withoutAltText(post: Post, known: KnownMedia): readonly FieldFault[] {
  return post.media.flatMap(({ altText = '' }, index) => {
    if (altText.trim() !== '' || known[index]?.kind === 'video') return [];
    return [{ path: `media[${index}].altText`, code: 'ALT_TEXT', message: 'is missing' }];
  });
}
