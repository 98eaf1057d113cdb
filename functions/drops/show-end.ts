import type { PigeonpostConfig } from '../config/config-schema.ts';
import type { Journal, MediaStore } from '../domain/ports.ts';
import type { LogState } from '../domain/publication-state.ts';
import type { Publication } from '../domain/publication.ts';
import { tagMedia } from '../domain/tag-media.ts';
import { routeDrop } from '../triggers/s3-drop/route-drop.ts';
import { clearNote, leaveNote } from './leave-note.ts';
import { putAway } from './put-away.ts';

export interface ShowEndPorts {
  readonly media: MediaStore;
  readonly config: Pick<PigeonpostConfig, 'drops'>;
  readonly journal: Journal;
}

const failed: ReadonlySet<LogState> = new Set<LogState>(['REJECTED', 'REJECTED_DUPLICATE', 'EXPIRED']);

/**
 * Shows where a row came from what became of it: by tags, and in the folder of a drop by what its route says. Every part
 * of it may be done again.
 *
 * @throws StoreUnavailableError, for the caller to try again later
 */
export async function showEnd(row: Publication, ports: ShowEndPorts): Promise<void> {
  await tagMedia(row, ports.media);
  if (row.source !== 'drop') return;
  // The row's label is the key of what was dropped; a thread's later rows have nothing else of it.
  const route = routeDrop(row.label, ports.config.drops);
  if (failed.has(row.state)) await leaveNote(row, ports);
  if (row.state !== 'POSTED') return;
  await clearNote(row, route, ports);
  await putAway(row, route, ports);
}
