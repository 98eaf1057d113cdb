import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';

import type { DropConfig, PigeonpostConfig } from '../../functions/config/config-schema.ts';
import { ConfigError } from '../../functions/domain/errors.ts';
import { MANIFEST_NAMES } from '../../functions/triggers/s3-drop/manifest-keys.ts';
import { isNoDrop } from '../../functions/triggers/s3-drop/route-drop.ts';
import { listFiles } from '../../local/engine/list-files.ts';
import type { PreviewRoot } from './preview-store.ts';

/** What a path on the command line means: files under keys of the drop bucket. */
export interface PathDrops {
  readonly root: PreviewRoot;
  readonly keys: readonly string[];
  /** Albums that lie there, or beside it in the drop folder: others may reply to them. */
  readonly manifests: readonly string[];
}

interface Surroundings {
  readonly dropFolder: string;
  readonly config: PigeonpostConfig;
  /** Whose route takes what lies elsewhere; the first one when absent. */
  readonly prefix: string | undefined;
}

/**
 * The files at that path, under the keys that they have in the drop folder, or would have in a route's folder.
 *
 * @throws ConfigError when there is no such file, or no route for it
 */
export async function findDrops(path: string, around: Surroundings): Promise<PathDrops> {
  const full = resolve(path);
  if (!existsSync(full)) throw new ConfigError(`there is no ${path}`);
  const isFolder = statSync(full).isDirectory();
  const root = rootOf(full, isFolder, around);
  const start = root.prefix + relative(root.folder, full).split(sep).join('/');
  const keys = isFolder ? await keysBelow(full, start === root.prefix ? start : `${start}/`) : [start];
  const neighbours = root.folder === resolve(around.dropFolder) ? await keysBelow(root.folder, '') : keys;
  return { root, keys, manifests: neighbours.filter((key) => isNamedAsManifest(key)) };
}

async function keysBelow(folder: string, prefix: string): Promise<readonly string[]> {
  const files = await listFiles(folder);
  return files
    .map(({ key }) => prefix + key)
    .filter((key) => !isNoDrop(key))
    .toSorted();
}

function isNamedAsManifest(path: string): boolean {
  return (MANIFEST_NAMES as readonly string[]).includes(basename(path));
}

function rootOf(full: string, isFolder: boolean, { dropFolder, config, prefix }: Surroundings): PreviewRoot {
  const drop = resolve(dropFolder);
  if (full === drop || full.startsWith(drop + sep)) return { prefix: '', folder: drop };
  const route = routeOf(config, prefix);
  // An album is known by the folder it lies in.
  const isInAlbum = !isFolder && MANIFEST_NAMES.some((name) => existsSync(join(dirname(full), name)));
  return { prefix: route.prefix, folder: isInAlbum ? dirname(dirname(full)) : dirname(full) };
}

function routeOf({ drops }: PigeonpostConfig, prefix: string | undefined): DropConfig {
  const known = drops.map((drop) => drop.prefix);
  const found = prefix === undefined ? drops[0] : drops.find((drop) => drop.prefix === prefix);
  if (found !== undefined) return found;
  if (drops.length === 0) throw new ConfigError('the config has no drop route that a file could take');
  throw new ConfigError(`no route has the prefix ${prefix}; there are ${known.join(', ')}`);
}

/** Whether that path, given by name, is a post written as JSON: neither an album nor something about a picture. */
export function isNativePost(path: string, hasPicture: boolean): boolean {
  return path.endsWith('.json') && !isNamedAsManifest(path) && !hasPicture;
}
