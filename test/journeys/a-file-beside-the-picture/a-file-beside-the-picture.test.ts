import { expect, it } from 'vitest';

import { temporaryFolder } from '../../local/engine/temporary-folder.ts';
import { Machine } from '../engine.ts';
import { makePng } from '../make-png.ts';
import { startSandbox } from '../sandbox.ts';

it('gives a dropped picture its caption and alt text, in whatever order they come', { timeout: 60_000 }, async () => {
  const sandbox = await startSandbox();
  const machine = new Machine(temporaryFolder(), sandbox.url, {
    accounts: { main: { driver: 'v2' } },
    drops: [{ prefix: '', account: 'main', settleSeconds: 0, sidecar: 'required' }],
  });
  const engine = await machine.start();
  machine.drop('first.png', makePng(1));
  await expect.poll(engine.rows, { timeout: 30_000 }).toMatchObject([{ label: 'first.png', state: 'gathering' }]);
  machine.drop('first.txt', 'Good morning 🕊️\n');
  machine.drop('second.yaml', 'text: Good night\naltText: A grey square');
  machine.drop('third.md', '---\naltText: Another one\n---\nIn between\n');
  machine.drop('alone.txt', 'nobody’s');
  await expect
    .poll(sandbox.posts, { timeout: 30_000 })
    .toMatchObject([{ text: expect.stringMatching(/^Good morning/) }]);
  machine.drop('second.png', makePng(2));
  machine.drop('third.png', makePng(3));
  await expect.poll(sandbox.posts, { timeout: 30_000 }).toHaveLength(3);
  const shown = (await sandbox.posts()).map(({ text, extended_entities: entities }) => [
    text.replace(/ ?https:\S+$/, ''),
    entities?.media[0]?.ext_alt_text ?? null,
  ]);
  expect(new Map(shown as [string, string | null][])).toEqual(
    new Map([
      ['Good morning 🕊️', null],
      ['Good night', 'A grey square'],
      ['In between', 'Another one'],
    ]),
  );
  const alone = async () => (await engine.rows()).find(({ label }) => label === 'alone.txt');
  await expect.poll(alone).toMatchObject({ state: 'ignored', failure: { code: 'SIDECAR_ALONE' } });
  expect((await engine.rows()).filter(({ state }) => state === 'failed')).toEqual([]);
});
