import { createHash } from 'node:crypto';

import { acceptThread, type ThreadAcceptance } from './accept-thread.ts';
import { prepareMedia, type AcceptWithMediaPorts, type InlineMedium, type PostCheck } from './accept-with-media.ts';
import { fieldsRefused } from './fields-refused.ts';
import type { MediaStore } from './ports.ts';
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
  const isKnown = (await ports.log.publication(hand.id)) !== undefined;
  const acceptance = { ...hand, source: 'command', fingerprint: fingerprintOf(hand) } as const;
  return acceptThread(isKnown ? acceptance : await prepare(acceptance, ports.media, check), ports);
}

type Acceptance = ThreadAcceptance & HandThread;

async function prepare(acceptance: Acceptance, store: MediaStore, check: PostCheck): Promise<ThreadAcceptance> {
  const [first, ...others] = acceptance.posts;
  const verdicts = others.map((post) => check(post, []));
  const faults = verdicts.flatMap(({ faults }, index) =>
    faults.map((fault) => ({ ...fault, path: `${partName(index)}: ${fault.path}` })),
  );
  if (faults.length > 0) throw fieldsRefused(faults);
  const prepared = await prepareMedia({ ...acceptance, post: first }, store, check);
  const warnings = verdicts.flatMap(({ warnings }, index) =>
    warnings.map((warning) => `${partName(index)}: ${warning}`),
  );
  return { ...acceptance, posts: [prepared.post, ...others], warnings: [...(prepared.warnings ?? []), ...warnings] };
}

/** Of the posts after the first. */
function partName(index: number): string {
  return `part ${index + 2}`;
}

function fingerprintOf({ posts, inlineMedia }: HandThread): string {
  const hash = createHash('sha256').update(JSON.stringify(posts));
  for (const { bytes } of inlineMedia) hash.update(`\n${bytes.length}:`).update(bytes);
  return hash.digest('hex');
}
