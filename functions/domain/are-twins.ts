import type { Publication } from './publication.ts';
import { sayTheSame } from './say-the-same.ts';

/** Whether nobody can tell a post of one row from a post of the other: nothing but the same words. */
export function areTwins(one: Publication, other: Publication): boolean {
  return one.post?.media.length === 0 && sayTheSame(one, other);
}
