import { createHash } from 'node:crypto';

import { acceptThreadWithMedia } from './accept-thread-with-media.ts';
import type { AcceptWithMediaPorts, InlineMedium, PostCheck } from './accept-with-media.ts';
import type { Post } from './post.ts';
import type { Publication } from './publication.ts';

export interface HandThread {
  /** From `handPostId`. */
  readonly id: string;
  /** What people call it. */
  readonly label: string;
  /** In the order in which they are to stand; only the first may show media. */
  readonly posts: readonly [Post, ...Post[]];
  /** Files that came with the command, for the first post. */
  readonly inlineMedia: readonly InlineMedium[];
}

/**
 * The first row of a thread that a person asks for, as from `postByHand`: every post is checked before any row is
 * written.
 *
 * @throws RejectedTriggerError, StoreUnavailableError as from `acceptThread` and `acceptWithMedia`
 */
export async function threadByHand(
  hand: HandThread,
  ports: AcceptWithMediaPorts,
  check: PostCheck,
): Promise<{ publication: Publication; isNew: boolean }> {
  const acceptance = { ...hand, source: 'command', fingerprint: fingerprintOf(hand) } as const;
  return acceptThreadWithMedia(acceptance, ports, check, (index, path) => `part ${index + 2}: ${path}`);
}

function fingerprintOf({ posts, inlineMedia }: HandThread): string {
  const hash = createHash('sha256').update(JSON.stringify(posts));
  for (const { bytes } of inlineMedia) hash.update(`\n${bytes.length}:`).update(bytes);
  return hash.digest('hex');
}
