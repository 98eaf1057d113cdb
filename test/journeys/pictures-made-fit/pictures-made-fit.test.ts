import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import sharp from 'sharp';
import { describe, expect, it } from 'vitest';

import { corners, fixture, noise } from '../../fakes/pictures.ts';
import { temporaryFolder } from '../../local/engine/temporary-folder.ts';
import { Machine } from '../engine.ts';
import { startSandbox, type Sandbox } from '../sandbox.ts';

/** What X got for the posts of these texts, by text. */
async function picturesOf(sandbox: Sandbox): Promise<ReadonlyMap<string, Buffer>> {
  const posts = await sandbox.posts();
  const pictures = posts.map(async ({ text, extended_entities }) => {
    const words = text.split(' https://t.co/')[0] ?? '';
    return [words, await sandbox.media(extended_entities?.media[0]?.id_str ?? '')] as const;
  });
  return new Map(await Promise.all(pictures));
}

function tagOf(machine: Machine, key: string): unknown {
  const database = new DatabaseSync(join(machine.dataDir, 'pigeonpost.sqlite'), { readOnly: true });
  const found = database.prepare('SELECT json FROM tags WHERE key = ?').get(key);
  database.close();
  return (JSON.parse(String(found?.['json'])) as Record<string, string>)['pigeonpost:changed'];
}

describe('pictures that X would refuse or show wrongly', () => {
  it(
    'arrive upright, in its formats and within its limits, and say nowhere where they were taken',
    { timeout: 60_000 },
    async () => {
      const sandbox = await startSandbox();
      const machine = new Machine(temporaryFolder(), sandbox.url, {
        accounts: { main: { driver: 'v2' } },
        drops: [
          { prefix: 'main/', account: 'main', settleSeconds: 0, caption: '{{ name }}' },
          {
            prefix: 'main/untouched/',
            account: 'main',
            settleSeconds: 0,
            caption: '{{ name }}',
            stripMetadata: false,
            oversize: 'refuse',
          },
        ],
      });
      const engine = await machine.start();
      const heavy = await noise(1800, 1400).png().toBuffer();
      machine.drop('main/phone.jpg', fixture('rotated-with-gps-320x200.jpg'));
      machine.drop('main/scan.tif', await corners(64, 48).tiff().toBuffer());
      machine.drop('main/heavy.png', heavy);
      machine.drop('main/untouched/raw.jpg', fixture('rotated-with-gps-320x200.jpg'));
      machine.drop('main/untouched/large.png', heavy);
      machine.drop('main/IMG_1.heic', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'));
      const ended = async () =>
        (await engine.rows()).map(({ label, failure, state }) => `${label} ${failure?.code ?? state}`).toSorted();
      await expect
        .poll(ended, { timeout: 30_000 })
        .toEqual([
          'main/IMG_1.heic MEDIA_TYPE_HEIC',
          'main/heavy.png posted',
          'main/phone.jpg posted',
          'main/scan.tif posted',
          'main/untouched/large.png MEDIA_TOO_LARGE',
          'main/untouched/raw.jpg posted',
        ]);
      await engine.kill('SIGTERM');

      const pictures = await picturesOf(sandbox);
      const seen = await Promise.all(
        ['phone', 'scan', 'heavy'].map(async (name) => {
          const bytes = pictures.get(name) ?? Buffer.alloc(0);
          const { format, width, height, exif } = await sharp(bytes).metadata();
          return { name, format, width, height, exif, fits: bytes.length <= 5_242_880 };
        }),
      );
      expect(seen).toEqual([
        { name: 'phone', format: 'jpeg', width: 200, height: 320, exif: undefined, fits: true },
        { name: 'scan', format: 'jpeg', width: 64, height: 48, exif: undefined, fits: true },
        { name: 'heavy', format: 'jpeg', width: 1800, height: 1400, exif: undefined, fits: true },
      ]);
      expect(pictures.get('raw')?.equals(fixture('rotated-with-gps-320x200.jpg'))).toBe(true);
      expect(tagOf(machine, 'main/phone.jpg')).toBe('turned recompressed stripped');
    },
  );
});
