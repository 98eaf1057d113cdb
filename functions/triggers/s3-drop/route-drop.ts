import type { DropConfig } from '../../config/config-schema.ts';
import { NOTE_ENDING, POSTED_FOLDER } from '../../config/drop-keys.ts';

const MAX_KEY_BYTES = 1_024;

/** The route with the longest prefix that fits the key; undefined when none does, and for what is no drop at all. */
export function routeDrop(key: string, routes: readonly DropConfig[]): DropConfig | undefined {
  if (isNoDrop(key)) return undefined;
  return routes
    .filter(({ prefix }) => key.startsWith(prefix))
    .toSorted((a, b) => b.prefix.length - a.prefix.length)
    .at(0);
}

/** Where the note lies that says why this file was not posted. */
export function noteKeyOf(key: string): string {
  return key + NOTE_ENDING;
}

/** Whether S3 takes it: 1,024 bytes at most (Amazon S3 User Guide, "Naming Amazon S3 objects", read 2026-11). */
export function isKey(key: string): boolean {
  return Buffer.byteLength(key) <= MAX_KEY_BYTES;
}

/** What we write in the drop bucket ourselves, and nothing else: it must never trigger us again. */
export function isOurs(key: string): boolean {
  return key.startsWith(POSTED_FOLDER) || key.endsWith(NOTE_ENDING);
}

/** "Folder" markers, hidden files, and what we write ourselves. */
export function isNoDrop(key: string): boolean {
  return isOurs(key) || key.endsWith('/') || key.split('/').some((segment) => segment.startsWith('.'));
}
