import { createHash } from 'node:crypto';

import { acceptWithMedia, type AcceptWithMediaPorts, type InlineMedium, type PostCheck } from './accept-with-media.ts';
import type { Post } from './post.ts';
import { publicationId } from './publication-id.ts';
import type { Publication } from './publication.ts';

export interface HandPost {
  /** From `handPostId`. */
  readonly id: string;
  /** What people call it. */
  readonly label: string;
  readonly post: Post;
  /** Files that came with the command. */
  readonly inlineMedia: readonly InlineMedium[];
}

/** The id of a post made by hand: the same key for the same account always gives the same one. */
export function handPostId(account: string, key: string): string {
  return publicationId('command', account, key);
}

/**
 * The row of a post that a person asks for, by the same road as every other; `isNew` is false for a key used before.
 *
 * @throws RejectedTriggerError, StoreUnavailableError as from `acceptWithMedia`
 */
export async function postByHand(
  hand: HandPost,
  ports: AcceptWithMediaPorts,
  check: PostCheck,
): Promise<{ publication: Publication; isNew: boolean }> {
  return acceptWithMedia({ ...hand, source: 'command', fingerprint: fingerprintOf(hand) }, ports, check);
}

function fingerprintOf({ post, inlineMedia }: HandPost): string {
  const hash = createHash('sha256').update(JSON.stringify(post));
  for (const { bytes } of inlineMedia) hash.update(`\n${bytes.length}:`).update(bytes);
  return hash.digest('hex');
}
