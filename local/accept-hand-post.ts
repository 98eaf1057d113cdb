import { createHash } from 'node:crypto';

import type { PigeonpostConfig } from '../functions/config/config-schema.ts';
import type { AcceptWithMediaPorts, InlineMedium, PostCheck } from '../functions/domain/accept-with-media.ts';
import { checkForAccount } from '../functions/domain/check-for-account.ts';
import { fieldsRefused } from '../functions/domain/fields-refused.ts';
import { postByHand } from '../functions/domain/post-by-hand.ts';
import type { Post } from '../functions/domain/post.ts';
import type { Publication } from '../functions/domain/publication.ts';
import { splitThread } from '../functions/domain/split-thread.ts';
import { threadByHand } from '../functions/domain/thread-by-hand.ts';

/** What a person wants posted: one post, or a thread of several. */
export interface HandRequest {
  /** From `handPostId`. */
  readonly id: string;
  /** What people call it. */
  readonly label: string;
  readonly posts: readonly [Post, ...Post[]];
  /** The files of the first post. */
  readonly inlineMedia: readonly InlineMedium[];
}

/**
 * The row of what a person wants posted; `isNew` is false for a key used before.
 *
 * @throws RejectedTriggerError, StoreUnavailableError as from `postByHand`
 */
export async function acceptHandPost(
  request: HandRequest,
  ports: AcceptWithMediaPorts,
  config: PigeonpostConfig,
): Promise<{ publication: Publication; isNew: boolean }> {
  const [first, ...others] = request.posts;
  const settings = config.accounts[first.account] ?? { altText: 'warn' };
  const check: PostCheck = (post, known) => checkForAccount(post, known, settings, ports.clock());
  return others.length > 0
    ? threadByHand(request, ports, check)
    : postByHand({ ...request, post: first }, ports, check);
}

/** A file of the post with that id, as it is kept until it is posted. */
export function inlineMedium(id: string, index: number, bytes: Uint8Array): InlineMedium {
  const key = `staged/${id}/${createHash('sha256').update(bytes).digest('hex')}`;
  return { index, key, bytes, path: `media[${index}]` };
}

/**
 * The texts of the thread that a text becomes; one where it fits.
 *
 * @throws RejectedTriggerError `TEXT_TOO_LONG`
 */
export function textsOfThread(text: string): readonly [string, ...string[]] {
  const split = splitThread(text);
  if ('fault' in split) throw fieldsRefused([split.fault]);
  const [first = '', ...others] = split.parts;
  return [first, ...others];
}
