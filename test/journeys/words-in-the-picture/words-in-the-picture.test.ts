import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { inLanguages, withXmp } from '../../fakes/with-xmp.ts';
import { temporaryFolder } from '../../local/engine/temporary-folder.ts';
import { Machine } from '../engine.ts';
import { startSandbox } from '../sandbox.ts';

const photo = readFileSync(join(import.meta.dirname, '../../fixtures/media/photo-800x320.jpg'));

it('become the post of a bare picture, by the template of its route', { timeout: 60_000 }, async () => {
  const sandbox = await startSandbox();
  const machine = new Machine(temporaryFolder(), sandbox.url, {
    accounts: { main: { driver: 'v2' } },
    drops: [{ prefix: '', account: 'main', settleSeconds: 0, caption: '{{ caption | default: title }} ({{ name }})' }],
  });
  const engine = await machine.start();
  const packet =
    inLanguages('dc:title', 'Harbour') + inLanguages('Iptc4xmpCore:AltTextAccessibility', 'Cranes at dawn');
  machine.drop('dawn.jpg', withXmp(photo, packet));
  await expect.poll(sandbox.posts, { timeout: 30_000 }).toHaveLength(1);
  const [post] = await sandbox.posts();
  expect(post?.text).toMatch(/^Harbour \(dawn\)/);
  expect(post?.extended_entities?.media[0]?.ext_alt_text).toBe('Cranes at dawn');
  await expect.poll(engine.rows).toMatchObject([{ state: 'posted', text: 'Harbour (dawn)' }]);
});
