import type { DropConfig } from '../../config/config-schema.ts';

const MANIFEST_NAMES = ['post.yaml', 'post.yml', 'post.json', 'post.md'] as const;

/** Whether a key is the manifest of an album: directly under a prefix it is a file like any other. */
export function isManifest(key: string, route: DropConfig | undefined): boolean {
  return manifestKeysBeside(key, route).includes(key);
}

/** Where the manifest of the album that holds this key may stand; none for what lies directly under its prefix. */
export function manifestKeysBeside(key: string, route: DropConfig | undefined): readonly string[] {
  const folder = folderOf(key);
  if (route === undefined || folder === route.prefix) return [];
  return MANIFEST_NAMES.map((name) => folder + name);
}

/** As in `main/album/`; empty for what lies in no folder. */
export function folderOf(key: string): string {
  return key.slice(0, key.lastIndexOf('/') + 1);
}
