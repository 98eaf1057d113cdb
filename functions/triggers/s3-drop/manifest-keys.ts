import type { DropConfig } from '../../config/config-schema.ts';

export const MANIFEST_NAMES = ['post.yaml', 'post.yml', 'post.json', 'post.md'] as const;

/** Whether a key is the manifest of an album: directly under a prefix it is a file like any other. */
export function isManifest(key: string, route: DropConfig | undefined): boolean {
  const folder = folderOf(key);
  return mayHoldAlbum(key, route) && MANIFEST_NAMES.some((name) => key === folder + name);
}

/** Whether the folder of this key may be an album: what lies directly under a prefix is none. */
export function mayHoldAlbum(key: string, route: DropConfig | undefined): boolean {
  return route !== undefined && folderOf(key) !== route.prefix;
}

/** As in `main/album/`; empty for what lies in no folder. */
export function folderOf(key: string): string {
  return key.slice(0, key.lastIndexOf('/') + 1);
}
