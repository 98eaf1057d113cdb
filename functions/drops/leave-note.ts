import type { DropConfig } from '../config/config-schema.ts';
import { MediaRejectedError } from '../domain/errors.ts';
import type { Journal, MediaStore } from '../domain/ports.ts';
import { publicStates } from '../domain/publication-state.ts';
import type { Publication } from '../domain/publication.ts';
import { isKey, noteKeyOf } from '../triggers/s3-drop/route-drop.ts';

interface NotePorts {
  readonly media: Pick<MediaStore, 'list' | 'note' | 'remove'>;
  readonly journal: Journal;
}

/** A file beside a drop that says why it was not posted, and what to do. */
export async function leaveNote(row: Publication, { media, journal }: NotePorts): Promise<void> {
  const key = noteKeyOf(row.label);
  try {
    if (isKey(key)) return await media.note(key, failureText(row));
  } catch (error) {
    // A key that leads nowhere, as with `..` on one machine, has no place beside it.
    if (!(error instanceof MediaRejectedError)) throw error;
  }
  journal.write('warn', 'no-note', { id: row.id, reason: 'its key is none' });
}

/**
 * Takes back what was said of an earlier failure. Only where the route may delete is the note deleted; elsewhere it says
 * that the post is out.
 */
export async function clearNote(row: Publication, route: DropConfig | undefined, { media }: NotePorts): Promise<void> {
  if (row.generation === 1 && row.company?.hasNote !== true) return;
  const key = noteKeyOf(row.label);
  const [note] = isKey(key) ? await media.list(key, 1) : [];
  if (note?.ref.key !== key) return;
  if (route === undefined || route.after === 'tag') await media.note(key, postedText(row));
  else await media.remove({ area: 'drop', key });
}

function failureText({ id, label, state, failure, updatedAtEpochMs }: Publication): string {
  const why = failure === null ? publicStates[state] : `${failure.message} (${failure.code})`;
  const lines = [
    `${label} was not posted.`,
    '',
    `Why: ${why}`,
    ...(failure?.advice === undefined ? [] : [`What to do: ${failure.advice}`]),
    '',
    `Post ${id} is ${publicStates[state]} since ${new Date(updatedAtEpochMs).toISOString()}.`,
  ];
  return `${lines.join('\n')}\n`;
}

function postedText({ label, result }: Publication): string {
  return `${label} is posted by now: ${result?.url ?? 'on X'}\n\nThis file may be deleted.\n`;
}
