import { acceptThread, type ThreadAcceptance } from './accept-thread.ts';
import { prepareMedia, type AcceptWithMediaPorts, type InlineMedium, type PostCheck } from './accept-with-media.ts';
import { fieldsRefused } from './fields-refused.ts';
import type { MediaStore } from './ports.ts';
import type { Post } from './post.ts';
import type { Publication } from './publication.ts';

export interface ThreadAcceptanceWithMedia extends ThreadAcceptance {
  /** In the order in which they are to stand; only the first may show media. */
  readonly posts: readonly [Post, ...Post[]];
  /** What came with the trigger, for the first post. */
  readonly inlineMedia: readonly InlineMedium[];
}

/** Where a fault of a post after the first is: 0 is the one that follows it. */
export type PartPath = (index: number, path: string) => string;

/**
 * The first row of a thread whose first post names or brings its media, as from `acceptThread`: every post is checked
 * before any row is written.
 *
 * @throws RejectedTriggerError, StoreUnavailableError as from `acceptThread` and `acceptWithMedia`
 */
export async function acceptThreadWithMedia(
  acceptance: ThreadAcceptanceWithMedia,
  ports: AcceptWithMediaPorts,
  check: PostCheck,
  pathOf: PartPath,
): Promise<{ publication: Publication; isNew: boolean }> {
  const isKnown = (await ports.log.publication(acceptance.id)) !== undefined;
  return acceptThread(isKnown ? acceptance : await prepare(acceptance, ports.media, check, pathOf), ports);
}

async function prepare(
  acceptance: ThreadAcceptanceWithMedia,
  store: MediaStore,
  check: PostCheck,
  pathOf: PartPath,
): Promise<ThreadAcceptance> {
  const [first, ...others] = acceptance.posts;
  const verdicts = others.map((post) => check(post, []));
  const faults = verdicts.flatMap(({ faults }, index) =>
    faults.map((fault) => ({ ...fault, path: pathOf(index, fault.path) })),
  );
  if (faults.length > 0) throw fieldsRefused(faults);
  const prepared = await prepareMedia({ ...acceptance, post: first }, store, check);
  const warnings = verdicts.flatMap(({ warnings }, index) => warnings.map((warning) => pathOf(index, warning)));
  return { ...acceptance, posts: [prepared.post, ...others], warnings: [...(prepared.warnings ?? []), ...warnings] };
}
