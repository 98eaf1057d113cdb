import type { DropConfig } from '../../config/config-schema.ts';

/** Where what is posted is moved to, by routes that say so. */
export const POSTED_FOLDER = 'posted/';
/** After the whole key of what could not be posted. */
export const NOTE_ENDING = '.failed.txt';

/** The route with the longest prefix that fits the key; undefined when none does, and for what is no drop at all. */
export function routeDrop(key: string, routes: readonly DropConfig[]): DropConfig | undefined {
  if (isNoDrop(key)) return undefined;
  return routes
    .filter(({ prefix }) => key.startsWith(prefix))
    .toSorted((a, b) => b.prefix.length - a.prefix.length)
    .at(0);
}

/** What we write in the drop bucket ourselves, and nothing else: it must never trigger us again. */
export function isOurs(key: string): boolean {
  return key.startsWith(POSTED_FOLDER) || key.endsWith(NOTE_ENDING);
}

/** "Folder" markers, hidden files, and what we write ourselves. */
export function isNoDrop(key: string): boolean {
  return isOurs(key) || key.endsWith('/') || key.split('/').some((segment) => segment.startsWith('.'));
}
