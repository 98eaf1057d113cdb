import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { type Item, keyOf } from '../items.ts';
import { padGif, padJpeg, padMp4, type PadMedia, padPng } from './pad-media.ts';

const fixtures = new URL('../../../test/fixtures/media/', import.meta.url);

/** A real file of each type, and how it is made longer. */
const recipes: Readonly<Record<Item['mediaType'], readonly [file: string, pad: PadMedia]>> = {
  'image/jpeg': ['photo-800x320.jpg', padJpeg],
  'image/png': ['drawing-333x175.png', padPng],
  'image/gif': ['animated-64x48-6-frames.gif', padGif],
  'video/mp4': ['clip-320x240-2s.mp4', padMp4],
};

/** Writes the item's medium into the folder, as long as the item says and still what its type says. */
export async function writeMedia(folder: string, item: Item): Promise<void> {
  const [file, pad] = recipes[item.mediaType];
  const original = await readFile(new URL(file, fixtures));
  await pipeline(Readable.from(pad(original, item.totalBytes)), createWriteStream(join(folder, keyOf(item))));
}
