import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { SharpFitter } from '../../functions/adapters/pictures/sharp-fitter.ts';
import { ConfigError } from '../../functions/domain/errors.ts';
import { pictureKeysOf } from '../../functions/triggers/s3-drop/sidecar-keys.ts';
import type { Command, Given } from '../command.ts';
import type { OpenPlace } from '../place.ts';
import { findDrops, isNativePost } from '../preview/find-drops.ts';
import { previewDrop } from '../preview/preview-drop.ts';
import { previewNative } from '../preview/preview-native.ts';
import type { Preview } from '../preview/preview-post.ts';
import { PreviewStore } from '../preview/preview-store.ts';
import { showPreviews } from '../preview/show-previews.ts';

export const previewCommand: Command = {
  name: 'preview',
  summary: 'Show what files, folders or a post in JSON would become; nothing is written.',
  usage: `PATH... [options]

What each PATH would become: text and its length, pictures as they would go up, alt text, price, and what stands against it.
A picture is taken with the file beside it, a folder with every picture and album in it, a .json file as the body of a
webhook. What lies in the drop folder has its own route; everything else is shown as if it was dropped.
Exit code 1 when something would be refused. No engine, no data directory and no network is needed.

  --prefix PREFIX   the drop route for what does not lie in the drop folder; the config's first one when absent`,
  options: { prefix: { type: 'string' } },
  run: async (given, place) => {
    if (given.positionals.length === 0) throw new ConfigError('name at least one file or folder to preview');
    const previews: Preview[] = [];
    for (const path of given.positionals) previews.push(...(await previewPath(path, given, place)));
    return showPreviews(previews);
  },
};

async function previewPath(path: string, given: Given, { config }: OpenPlace): Promise<readonly Preview[]> {
  const dropFolder = dropFolderOf(given);
  const ports = { config, fitter: new SharpFitter(), nowEpochMs: Date.now() };
  const hasPicture = pictureKeysOf(path).some((picture) => existsSync(picture));
  if (existsSync(path) && isNativePost(path, hasPicture)) return [await previewNative(path, dropFolder, ports)];
  const { root, keys, manifests } = await findDrops(path, { dropFolder, config, prefix: given.text('prefix') });
  const store = new PreviewStore(root);
  const previews: Preview[] = [];
  for (const key of keys) previews.push(await previewDrop(key, { ...ports, store, manifests }));
  // In a folder, what tells of a picture is shown with it.
  return keys.length === 1 ? previews : previews.filter(({ ignored }) => ignored === undefined);
}

/** Where `npm start` would look. */
function dropFolderOf(given: Given): string {
  const data = given.text('data');
  return given.text('drop') ?? (data === undefined ? 'drop' : join(data, 'drop'));
}
