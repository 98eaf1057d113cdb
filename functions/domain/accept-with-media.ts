import { acceptPost, type Acceptance, type AcceptPorts } from './accept-post.ts';
import type { Verdict } from './check-for-account.ts';
import type { KnownMedia } from './check-media.ts';
import { MediaRejectedError } from './errors.ts';
import { fieldsRefused } from './fields-refused.ts';
import { inspectBytes, inspectMedia } from './inspect-media.ts';
import type { MediaFacts } from './media-facts.ts';
import type { MediaStore } from './ports.ts';
import type { MediaRef, Post, PostMedia } from './post.ts';
import type { Publication } from './publication.ts';
import type { FieldFault } from './x-account.ts';

/** Bytes that came with a trigger, to be kept in the work bucket under `key` for `post.media[index]`. */
export interface InlineMedium {
  readonly index: number;
  readonly key: string;
  readonly bytes: Uint8Array;
  /** Where faults of it are; `media[index].data` when absent. */
  readonly path?: string;
}

export interface AcceptanceWithMedia extends Acceptance {
  readonly inlineMedia: readonly InlineMedium[];
}

export interface AcceptWithMediaPorts extends AcceptPorts {
  readonly media: MediaStore;
}

/** The judgement of a post whose media are known. */
export type PostCheck = (post: Post, known: KnownMedia) => Verdict;

/**
 * The row of a trigger that names or brings its media, as from `acceptPost`.
 *
 * A new one is checked first: its media are looked at, and what it brought is durable before its row is. A repeat is
 * not, since its pictures may be gone by then and its answer is in the log.
 *
 * @throws RejectedTriggerError with every fault by its path, or `IDEMPOTENCY_REUSE`
 * @throws StoreUnavailableError nothing was accepted
 */
export async function acceptWithMedia(
  acceptance: AcceptanceWithMedia,
  ports: AcceptWithMediaPorts,
  check: PostCheck,
): Promise<{ publication: Publication; isNew: boolean }> {
  const isKnown = (await ports.log.publication(acceptance.id)) !== undefined;
  return acceptPost(isKnown ? acceptance : await prepareMedia(acceptance, ports.media, check), ports);
}

/**
 * The acceptance with its media looked at, pinned to the bytes that were seen, and durable.
 *
 * @throws RejectedTriggerError with every fault by its path
 */
export async function prepareMedia(
  acceptance: AcceptanceWithMedia,
  store: MediaStore,
  check: PostCheck,
): Promise<Acceptance> {
  const { post, known, faults: unusable } = await lookAtMedia(acceptance, store);
  if (unusable.length > 0) throw fieldsRefused(unusable);
  const { faults, warnings } = check(post, known);
  if (faults.length > 0) throw fieldsRefused(faults);
  await Promise.all(acceptance.inlineMedia.map(async ({ key, bytes }) => store.stage(key, bytes)));
  return { ...acceptance, post, warnings: [...(acceptance.warnings ?? []), ...warnings] };
}

/** The post with its media pinned to the bytes that were seen, what these are, and what is wrong with them alone. */
export async function lookAtMedia(
  { post, inlineMedia }: Pick<AcceptanceWithMedia, 'post' | 'inlineMedia'>,
  store: MediaStore,
): Promise<{ readonly post: Post; readonly known: KnownMedia; readonly faults: readonly FieldFault[] }> {
  const looks = await Promise.all(post.media.map(async (medium, index) => lookAt(medium, index, inlineMedia, store)));
  return {
    post: { ...post, media: looks.map((look) => look.medium) },
    known: looks.map((look) => look.facts),
    faults: looks.flatMap((look) => look.faults),
  };
}

interface Look {
  readonly medium: PostMedia;
  readonly facts: MediaFacts | null;
  readonly faults: readonly FieldFault[];
}

async function lookAt(
  medium: PostMedia,
  index: number,
  inlineMedia: readonly InlineMedium[],
  store: MediaStore,
): Promise<Look> {
  const inline = inlineMedia.find((one) => one.index === index);
  try {
    if (inline !== undefined) return { medium, facts: await inspectBytes(inline.bytes), faults: [] };
    if (medium.from !== 'stored') return { medium, facts: null, faults: [] };
    const { ref, facts } = await inspectStored(medium.ref, store);
    return { medium: { ...medium, ref }, facts, faults: [] };
  } catch (error) {
    if (!(error instanceof MediaRejectedError)) throw error;
    const path = inline?.path ?? `media[${index}].${inline === undefined ? placeOf(medium) : 'data'}`;
    return { medium, facts: null, faults: [{ path, code: error.code, message: error.message }] };
  }
}

/** Only what was uploaded before is named by a call and lies in the work bucket. */
function placeOf(medium: PostMedia): 'key' | 'upload' {
  return medium.from === 'stored' && medium.ref.area === 'work' ? 'upload' : 'key';
}

/** What lies there now; the ref that comes back reads these very bytes or none. */
async function inspectStored(ref: MediaRef, store: MediaStore): Promise<{ ref: MediaRef; facts: MediaFacts }> {
  const { ref: found, totalBytes, eTag } = await store.head(ref);
  const pinned: MediaRef = { ...found, eTag };
  const read = async (start: number, end: number, signal?: AbortSignal) => store.read(pinned, start, end, signal);
  return { ref: pinned, facts: await inspectMedia({ totalBytes, read }) };
}
