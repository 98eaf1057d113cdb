import type { Publication } from './publication.ts';
import { sameWords } from './same-words.ts';

/**
 * Whether a post of one row looks the same as a post of the other: the same words to the same reply target, with as
 * many media, and none that an id of ours tells apart.
 */
export function areTwins(one: Publication, other: Publication): boolean {
  if (one.post === null || other.post === null) return false;
  if (hasMediaIds(one) || hasMediaIds(other)) return false;
  const { text, media, replyTo } = other.post;
  return media.length === one.post.media.length && replyTo === one.post.replyTo && sameWords(text, one.post);
}

function hasMediaIds({ media }: Publication): boolean {
  return media.some(({ mediaId }) => mediaId !== undefined);
}
