import { createHash } from 'node:crypto';

import type { DropConfig } from '../config/config-schema.ts';
import { acceptDrop } from '../domain/accept-drop.ts';
import type { AcceptPorts } from '../domain/accept-row.ts';
import { evidenceKeptUntil } from '../domain/keep-evidence.ts';
import type { Clock, PublicationLog } from '../domain/ports.ts';
import type { Publication } from '../domain/publication.ts';
import { folderOf } from '../triggers/s3-drop/manifest-keys.ts';
import { objectToDrop } from '../triggers/s3-drop/object-to-drop.ts';
import type { ObjectCreated } from '../triggers/s3-drop/parse-s3-event.ts';

interface MarkPorts {
  readonly log: PublicationLog;
  readonly clock: Clock;
}

/** The row of the newest manifest in the folder of that key; undefined where none was dropped. */
export async function albumAt(key: string, log: PublicationLog): Promise<Publication | undefined> {
  const mark = await log.mark(markId(key));
  return mark === undefined ? undefined : log.publication(mark.publicationId);
}

/**
 * Takes a manifest in, and remembers in the log which row its folder made: its pictures, and whoever replies to it, find
 * it by that.
 *
 * @throws StoreUnavailableError when it could not be written: the event must come again
 */
export async function takeManifest(object: ObjectCreated, route: DropConfig, ports: AcceptPorts): Promise<void> {
  const { publication } = await acceptDrop(objectToDrop(object, route), ports);
  // Before the event is done with: should this fail, it comes again.
  await markAlbum(object.key, publication, ports);
}

async function markAlbum(key: string, { id }: Publication, { log, clock }: MarkPorts): Promise<void> {
  for (;;) {
    const before = await log.mark(markId(key));
    if (before?.publicationId === id) return;
    const version = (before?.version ?? 0) + 1;
    const atEpochMs = clock();
    const expiresAtEpochSeconds = evidenceKeptUntil(atEpochMs);
    const place = { kind: 'mark', id: markId(key), version } as const;
    if ((await log.transact([{ ...place, publicationId: id, atEpochMs, expiresAtEpochSeconds }])) === 'done') return;
  }
}

/** What the log remembers the folder of that key by. */
export function markId(key: string): string {
  return `album/${createHash('sha256').update(folderOf(key)).digest('hex').slice(0, 32)}`;
}
