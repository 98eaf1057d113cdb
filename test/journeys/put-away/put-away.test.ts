import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { temporaryFolder } from '../../local/engine/temporary-folder.ts';
import { Machine } from '../engine.ts';
import { makePng } from '../make-png.ts';
import { startSandbox } from '../sandbox.ts';

it('moves what is posted, says why the rest is not, and posts nothing of its own', { timeout: 60_000 }, async () => {
  const sandbox = await startSandbox();
  const machine = new Machine(temporaryFolder(), sandbox.url, {
    accounts: { main: { driver: 'v2' } },
    drops: [{ prefix: '', account: 'main', settleSeconds: 1, after: 'move', thread: true }],
  });
  const engine = await machine.start();
  machine.drop('walk/post.md', '---\nsensitive: true\n---\nFive steps');
  for (let i = 1; i <= 5; i += 1) machine.drop(`walk/${i}.png`, makePng(i));
  machine.drop('broken.jpg', 'no picture');
  await expect.poll(sandbox.posts, { timeout: 30_000 }).toHaveLength(2);
  const note = join(machine.dropFolder, 'broken.jpg.failed.txt');
  await expect.poll(() => existsSync(note), { timeout: 15_000 }).toBe(true);
  expect(readFileSync(note, 'utf8')).toContain('(MEDIA_TYPE)');
  const left = () => readdirSync(join(machine.dropFolder, 'walk'));
  await expect.poll(left, { timeout: 15_000 }).toEqual([]);
  const files = readdirSync(join(machine.dropFolder, 'posted'), { recursive: true, encoding: 'utf8' });
  expect(files.filter((path) => /\.\w+$/.test(path)).map((path) => path.replace(/^\d{4}.\d\d./, ''))).toEqual(
    expect.arrayContaining(['walk/1.png', 'walk/5.png', 'walk/post.md']),
  );
  const [second, first] = await sandbox.posts();
  expect(first?.text).toMatch(/^Five steps/);
  expect(first?.extended_entities?.media).toHaveLength(4);
  expect(second?.in_reply_to_status_id_str).toBe(first?.id_str);
  const labels = new Set((await engine.rows()).map(({ label }) => label));
  expect([...labels].filter((label) => label.startsWith('posted/') || label.endsWith('.failed.txt'))).toEqual([]);
  expect(await sandbox.posts()).toHaveLength(2);
});
