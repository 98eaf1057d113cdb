import type { Publication } from './publication.ts';
import { sameWords } from './same-words.ts';

/** Whether posts of the two rows would look the same but for their pictures: words, reply target, number of media. */
export function sayTheSame(one: Publication, other: Publication): boolean {
  if (one.post === null || other.post === null) return false;
  const { text, media, replyTo } = other.post;
  return media.length === one.post.media.length && replyTo === one.post.replyTo && sameWords(text, one.post);
}
