import type { Post } from '../post.ts';
import type { FieldFault } from '../x-account.ts';
import { unsupportedByUpdateWithMedia, unsupportedByV1 } from './unsupported-by-v1.ts';
import { unsupportedByV2 } from './unsupported-by-v2.ts';

/** By what an account posts; part of the config's account. */
export interface PostingDriver {
  readonly driver?: 'v1' | 'v2';
  readonly endpoint?: 'update_with_media';
}

/** What this account's driver cannot express; nothing where no driver is known. */
export function unsupportedFields(post: Post, { driver, endpoint }: PostingDriver): readonly FieldFault[] {
  if (driver === undefined) return [];
  if (driver === 'v2') return unsupportedByV2(post);
  return endpoint === undefined ? unsupportedByV1(post) : unsupportedByUpdateWithMedia(post);
}
