import type { DropConfig } from '../config/config-schema.ts';
import { acceptDrop } from '../domain/accept-drop.ts';
import type { AcceptPorts } from '../domain/accept-row.ts';
import { hasFailed } from '../domain/may-be-asked.ts';
import { newPublication } from '../domain/new-publication.ts';
import type { MediaStore, StoredObject } from '../domain/ports.ts';
import type { Publication } from '../domain/publication.ts';
import { objectToDrop } from '../triggers/s3-drop/object-to-drop.ts';
import type { ObjectCreated } from '../triggers/s3-drop/parse-s3-event.ts';
import { findStored } from './find-stored.ts';
import { gatherAfresh } from './gather-afresh.ts';
import { lookBeside } from './look-beside.ts';

export interface TakeSidecarPorts extends AcceptPorts {
  /** Without it nobody can tell here what lies beside a sidecar: `publish` does, once the time to gather is over. */
  readonly media?: Pick<MediaStore, 'head' | 'list'>;
}

/**
 * Gives the picture beside a new sidecar time to be gathered afresh. A sidecar makes no post: it gets a row only where
 * people must be told that it came too late, or that its picture is not there.
 */
export async function takeSidecar(object: ObjectCreated, route: DropConfig, ports: TakeSidecarPorts): Promise<void> {
  const { media } = ports;
  const pictures = media === undefined ? [] : await picturesBeside(object.key, media);
  if (pictures.length === 0) return void (await acceptDrop(objectToDrop(object, route), ports));
  for (const picture of pictures) await tellPicture(picture, object, route, ports);
}

/** Looked at one by one, since no listing tells of versions. */
async function picturesBeside(key: string, media: Pick<MediaStore, 'head' | 'list'>): Promise<readonly StoredObject[]> {
  const { pictures } = await lookBeside(key, media);
  return findStored(
    pictures.map(({ ref }) => ref.key),
    media,
  );
}

async function tellPicture(
  { ref, eTag }: StoredObject,
  object: ObjectCreated,
  route: DropConfig,
  ports: TakeSidecarPorts,
): Promise<void> {
  const { versionId } = ref;
  const version = versionId === undefined ? {} : { versionId };
  const { id } = objectToDrop({ bucket: object.bucket, key: ref.key, eTag, ...version }, route);
  const row = await ports.log.publication(id);
  // Its event is still on its way, and its row will gather for the whole time.
  if (row === undefined) return ports.journal.write('info', 'sidecar-first', { key: object.key.slice(0, 200) });
  if (row.state !== 'GATHERING') return reportUnlessUsed(row, object, route, ports);
  const next = await gatherAfresh(id, ports.clock() + route.settleSeconds * 1000, ports);
  if (next.state !== 'GATHERING') return reportUnlessUsed(next, object, route, ports);
  ports.journal.write('info', 'sidecar', { id, key: object.key.slice(0, 200) });
}

/** Its event may be slower than itself: then the post was made with it. */
async function reportUnlessUsed(row: Publication, object: ObjectCreated, route: DropConfig, ports: TakeSidecarPorts) {
  const isUsed = row.company?.files.some(({ key, eTag }) => key === object.key && eTag === object.eTag) === true;
  if (!isUsed) await reportLate(row, object, route, ports);
}

/** A row of its own, so that people see why their caption is not on X. */
async function reportLate(row: Publication, object: ObjectCreated, route: DropConfig, ports: TakeSidecarPorts) {
  const { ref, settleMs: _, ...drop } = objectToDrop(object, route);
  const failure = { code: 'SIDECAR_LATE', ...lateness(row, object.key) };
  const beginning = { ...drop, drop: ref, source: 'drop', state: 'IGNORED', dueAtEpochMs: null, failure } as const;
  await ports.log.transact([newPublication(beginning, ports.clock())]);
  ports.journal.write('warn', 'sidecar-late', { id: row.id, key: object.key.slice(0, 200) });
}

/** A row that failed before there was a post gathers afresh when it is sent again, with what lies there then. */
function lateness(row: Publication, key: string) {
  const { post, label } = row;
  if (hasFailed(row) && post === null) {
    return { message: `${key} came after ${label} had failed`, advice: 'Redrive that post: it takes this file along.' };
  }
  const advice = 'A post cannot be changed: delete it on X and drop picture and sidecar together.';
  return { message: `${key} came after the post of ${label} was made`, advice };
}
