import type { KnownMedia } from '../domain/check-media.ts';
import { RejectedTriggerError } from '../domain/errors.ts';
import { fieldsRefused } from '../domain/fields-refused.ts';
import type { Post, PostMedia } from '../domain/post.ts';
import { sharedInThread } from '../domain/shared-in-thread.ts';
import { MAX_THREAD_PARTS, splitThread } from '../domain/split-thread.ts';
import { MAX_PHOTOS } from '../domain/x-limits.ts';

/** One post of a thread, and what its media are. */
export interface ThreadPart {
  readonly post: Post;
  readonly facts: KnownMedia;
}

interface MediaGroup {
  readonly media: readonly PostMedia[];
  readonly facts: KnownMedia;
}

/**
 * A post as those that it takes on X: its text cut where it is too long, four pictures in each, a GIF or video alone.
 * What is said of the post as a whole stays with the first.
 *
 * @throws RejectedTriggerError `TEXT_TOO_LONG`, `THREAD` when 25 posts are not enough
 */
export function cutIntoThread(post: Post, facts: KnownMedia): readonly [ThreadPart, ...ThreadPart[]] {
  const split = splitThread(post.text);
  if ('fault' in split) throw fieldsRefused([split.fault]);
  const groups = groupMedia(post.media, facts);
  const count = Math.max(split.parts.length, groups.length);
  if (count > MAX_THREAD_PARTS) {
    const message = `${post.media.length} pictures make ${count} posts, a thread has ${MAX_THREAD_PARTS} at most`;
    throw new RejectedTriggerError('THREAD', message, { advice: 'Spread them over several folders.' });
  }
  const part = (base: Omit<Post, 'text' | 'media'>, index: number): ThreadPart => {
    const { media = [], facts: known = [] } = groups[index] ?? {};
    return { post: { ...base, text: split.parts[index] ?? '', media }, facts: known };
  };
  const others = Array.from({ length: Math.max(0, count - 1) }, (_, at) => part(sharedInThread(post), at + 1));
  return [part(post, 0), ...others];
}

function groupMedia(media: readonly PostMedia[], facts: KnownMedia): readonly MediaGroup[] {
  const groups: { media: PostMedia[]; facts: KnownMedia[number][] }[] = [];
  let isOpen = false;
  for (const [index, medium] of media.entries()) {
    const known = facts[index] ?? null;
    const isPhoto = known === null || known.kind === 'photo';
    const last = groups.at(-1);
    if (last !== undefined && isOpen && isPhoto && last.media.length < MAX_PHOTOS) {
      last.media.push(medium);
      last.facts.push(known);
    } else {
      groups.push({ media: [medium], facts: [known] });
      isOpen = isPhoto;
    }
  }
  return groups;
}
