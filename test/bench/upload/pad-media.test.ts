import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type Item, items, keyOf } from '../../../bench/upload/items.ts';
import { writeMedia } from '../../../bench/upload/media/write-media.ts';
import { inspectBytes } from '../../../functions/domain/inspect-media.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-media-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function write(item: Item): Promise<Buffer> {
  await writeMedia(folder, item);
  return readFile(join(folder, keyOf(item)));
}

describe('the media of the bench', () => {
  it.each(['jpeg', 'png', 'small-gif', 'small-video'])('%s is as long as it says, and what it says', async (name) => {
    const item = items.get(name)!;
    const bytes = await write(item);
    expect(bytes.length).toBe(item.totalBytes);
    expect(await inspectBytes(bytes)).toMatchObject({ kind: item.kind, mediaType: item.mediaType });
  });

  // Around the edges where a comment or a sub-block of a format is full.
  it.each(['jpeg', 'small-gif'])('%s hits any length exactly', async (name) => {
    const item = items.get(name)!;
    for (let more = 0; more < 260; more += 1) {
      const totalBytes = 90_000 + more;
      expect((await write({ ...item, totalBytes })).length).toBe(totalBytes);
    }
  });
});
