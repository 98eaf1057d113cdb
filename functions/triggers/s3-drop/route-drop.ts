import type { DropConfig } from '../../config/config-schema.ts';

/** The route with the longest prefix that fits the key; undefined when none does, and for what is no drop at all. */
export function routeDrop(key: string, routes: readonly DropConfig[]): DropConfig | undefined {
  if (isNoDrop(key)) return undefined;
  return routes
    .filter(({ prefix }) => key.startsWith(prefix))
    .toSorted((a, b) => b.prefix.length - a.prefix.length)
    .at(0);
}

/** "Folder" markers, hidden files, and what we write ourselves: nothing of ours may trigger us again. */
export function isNoDrop(key: string): boolean {
  const isOurs = key.startsWith('posted/') || key.endsWith('.failed.txt');
  return isOurs || key.endsWith('/') || key.split('/').some((segment) => segment.startsWith('.'));
}
