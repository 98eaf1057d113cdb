import type { DropConfig } from '../../config/config-schema.ts';

/**
 * The route with the longest prefix that fits the key; undefined when none does, and for what we write ourselves, a
 * "folder" marker, and hidden files.
 */
export function routeDrop(key: string, routes: readonly DropConfig[]): DropConfig | undefined {
  if (key.endsWith('/') || isOurs(key) || isHidden(key)) return undefined;
  return routes
    .filter(({ prefix }) => key.startsWith(prefix))
    .toSorted((a, b) => b.prefix.length - a.prefix.length)
    .at(0);
}

/** Nothing written by us may trigger us again. */
export function isOurs(key: string): boolean {
  return key.startsWith('posted/') || key.endsWith('.failed.txt');
}

function isHidden(key: string): boolean {
  return key.split('/').some((segment) => segment.startsWith('.'));
}
