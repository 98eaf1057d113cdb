import { MediaRejectedError } from './errors.ts';
import type { MediaStore } from './ports.ts';
import type { MediaRef } from './post.ts';
import { publicStates } from './publication-state.ts';
import type { Publication } from './publication.ts';

/**
 * Shows at the objects of a row what became of it: where it was dropped, for people; at what we staged, so that the
 * store can forget it in time.
 */
export async function tagMedia(row: Publication, store: MediaStore): Promise<void> {
  const postId = row.result === null ? {} : { 'pigeonpost:post': row.result.postId };
  const reason = row.failure === null ? {} : { 'pigeonpost:reason': row.failure.code };
  const changes = [...new Set(row.media.flatMap(({ fitted }) => fitted?.changes ?? []))];
  const changed = changes.length === 0 ? {} : { 'pigeonpost:changed': changes.join(' ') };
  const tags = { 'pigeonpost:state': publicStates[row.state], ...postId, ...reason, ...changed };
  // What is out needs its media no more. All else may be sent again, for as long after its end as the store keeps them.
  const renew = row.state !== 'POSTED';
  await Promise.all([
    ...droppedBy(row).map(async (ref) => ifThere(store.tag(ref, tags))),
    ...stagedFor(row).map(async (ref) => ifThere(store.tag(ref, tags, { renew }))),
  ]);
}

/** Whether something lies in our own store that is the row's alone, and is to be forgotten in time. */
export function hasStaged(row: Pick<Publication, 'post' | 'media'>): boolean {
  return stagedFor(row).length > 0;
}

/** What was moved, deleted or replaced meanwhile has nothing to be shown at. */
async function ifThere(tagging: Promise<void>): Promise<void> {
  try {
    await tagging;
  } catch (error) {
    if (!(error instanceof MediaRejectedError)) throw error;
  }
}

/** The pictures of an album are dropped as its manifest is. */
function droppedBy({ drop, post, source }: Publication): readonly MediaRef[] {
  const pictures = source === 'drop' ? (post?.media ?? []) : [];
  const refs = pictures.flatMap((medium) =>
    medium.from === 'stored' && medium.ref.area === 'drop' && medium.ref.key !== drop?.key ? [medium.ref] : [],
  );
  return drop === null ? refs : [drop, ...refs];
}

/** Pictures that a call named by their key are no drops: their tags are not ours to change. */
function stagedFor({ post, media }: Pick<Publication, 'post' | 'media'>): readonly MediaRef[] {
  const brought = (post?.media ?? []).flatMap((medium) =>
    medium.from === 'stored' && medium.ref.area === 'work' ? [medium.ref] : [],
  );
  return [...brought, ...media.flatMap(({ fitted }) => fitted?.ref ?? [])];
}
