import { expect, it } from 'vitest';

import { temporaryFolder } from '../../local/engine/temporary-folder.ts';
import { Machine } from '../engine.ts';
import { makePng } from '../make-png.ts';
import { startSandbox } from '../sandbox.ts';

it('is one post with its pictures in the order of the manifest', { timeout: 60_000 }, async () => {
  const sandbox = await startSandbox();
  const machine = new Machine(temporaryFolder(), sandbox.url, {
    accounts: { main: { driver: 'v2' } },
    drops: [{ prefix: 'main/', account: 'main', settleSeconds: 0 }],
  });
  const engine = await machine.start();
  const media = [
    { key: 'b.png', altText: 'Second letter' },
    { key: 'a.png', altText: 'First letter' },
  ];
  machine.drop('main/letters/post.json', JSON.stringify({ text: 'Two letters', media }));
  machine.drop('main/letters/a.png', makePng(1));
  machine.drop('main/letters/b.png', makePng(2));
  await expect.poll(sandbox.posts, { timeout: 30_000 }).toHaveLength(1);
  const [post] = await sandbox.posts();
  expect(post?.text).toMatch(/^Two letters/);
  expect(post?.extended_entities?.media.map(({ ext_alt_text: altText }) => altText)).toEqual([
    'Second letter',
    'First letter',
  ]);
  const states = async () => new Map((await engine.rows()).map(({ label, state }) => [label, state]));
  const parts = ['a', 'b'].map((name) => [`main/letters/${name}.png`, 'ignored'] as const);
  await expect.poll(states).toEqual(new Map([['main/letters/post.json', 'posted'], ...parts]));
});
