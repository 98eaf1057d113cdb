import type { DropConfig } from '../config/config-schema.ts';
import { POSTED_FOLDER } from '../config/drop-keys.ts';
import type { Journal, MediaStore } from '../domain/ports.ts';
import type { MediaRef } from '../domain/post.ts';
import type { Publication } from '../domain/publication.ts';
import { isKey } from '../triggers/s3-drop/route-drop.ts';

interface PutAwayPorts {
  readonly media: Pick<MediaStore, 'move' | 'remove'>;
  readonly journal: Journal;
}

/** Moves or deletes what a post was made of, as its route says, once the post is on X. */
export async function putAway(row: Publication, route: DropConfig | undefined, ports: PutAwayPorts): Promise<void> {
  if (row.state !== 'POSTED' || route === undefined || route.after === 'tag') return;
  for (const ref of belongings(row)) {
    if (route.after === 'delete') await ports.media.remove(ref);
    else await moveAway(ref, row, ports);
  }
}

/** What lay beside it first, the dropped file itself last: while that is there, the post can be recognised. */
function belongings({ drop, post, company }: Publication): readonly MediaRef[] {
  const pictures = (post?.media ?? []).flatMap((medium) => (medium.from === 'stored' ? [medium.ref] : []));
  const refs = [...(company?.files ?? []), ...pictures, ...(drop === null ? [] : [drop])];
  const byKey = new Map(refs.filter(({ area }) => area === 'drop').map((ref) => [ref.key, ref]));
  return [...byKey.values()];
}

async function moveAway(ref: MediaRef, row: Publication, { media, journal }: PutAwayPorts): Promise<void> {
  for (const key of placesFor(ref.key, row)) {
    if (isKey(key) && (await media.move(ref, key)) === 'done') return;
  }
  journal.write('warn', 'left-in-place', { id: row.id, key: ref.key.slice(0, 200) });
}

/** Where a file of the row goes: by the month, UTC, in which it was posted; a second place where another file has the first. */
export function placesFor(key: string, { id, result }: Pick<Publication, 'id' | 'result'>): readonly string[] {
  const [year, month] = new Date(result?.postedAtEpochMs ?? 0).toISOString().split('-');
  const place = `${POSTED_FOLDER}${year}/${month}/${key}`;
  const dot = place.lastIndexOf('.');
  const end = dot > place.lastIndexOf('/') ? dot : place.length;
  return [place, `${place.slice(0, end)}-${result?.postId ?? id}${place.slice(end)}`];
}
