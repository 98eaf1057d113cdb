import type { MediaStore } from './ports.ts';
import type { MediaRef } from './post.ts';
import { publicStates } from './publication-state.ts';
import type { Publication } from './publication.ts';

/**
 * Shows at the objects of a row what became of it: where it was dropped, for people; at what we staged, so that the
 * store can forget what is posted.
 */
export async function tagMedia(row: Publication, store: MediaStore): Promise<void> {
  const postId = row.result === null ? {} : { 'pigeonpost:post': row.result.postId };
  const reason = row.failure === null ? {} : { 'pigeonpost:reason': row.failure.code };
  const tags = { 'pigeonpost:state': publicStates[row.state], ...postId, ...reason };
  await Promise.all([...droppedBy(row), ...stagedFor(row)].map(async (ref) => store.tag(ref, tags)));
}

function droppedBy({ drop }: Publication): readonly MediaRef[] {
  return drop === null ? [] : [drop];
}

/** Pictures that a call named by their key are no drops: their tags are not ours to change. */
function stagedFor({ post }: Publication): readonly MediaRef[] {
  return (post?.media ?? []).flatMap((medium) =>
    medium.from === 'stored' && medium.ref.area === 'work' ? [medium.ref] : [],
  );
}
