import { describe, expect, it } from 'vitest';

import { temporaryFolder } from '../../local/engine/temporary-folder.ts';
import { Machine } from '../engine.ts';
import { makePng } from '../make-png.ts';
import { startSandbox } from '../sandbox.ts';

describe('the first start over a folder with files in it', () => {
  it('posts none of them, counts them, and posts them on request', { timeout: 90_000 }, async () => {
    const sandbox = await startSandbox();
    const machine = new Machine(temporaryFolder(), sandbox.url, {
      accounts: { main: { driver: 'v2' } },
      drops: [{ prefix: '', account: 'main', settleSeconds: 0 }],
    });
    for (const i of [1, 2]) machine.drop(`old/${i}.png`, makePng(i));
    machine.drop('old/notes.txt', 'no picture');
    let engine = await machine.start();
    expect(engine.stderr()).toContain('3 files were in the folder before the first start and will not be posted');

    machine.drop('new.png', makePng(3));
    await expect.poll(sandbox.posts, { timeout: 30_000 }).toHaveLength(1);
    expect(await engine.rows()).toMatchObject([{ label: 'new.png' }]);
    expect(await engine.kill('SIGINT')).toMatchObject({ code: 0 });

    engine = await machine.start('--backfill');
    await expect.poll(() => engine.stderr(), { timeout: 10_000 }).toContain('nobody is there to ask, so add --yes');
    expect(engine.stderr()).not.toContain('before the first start');
    expect(await engine.kill('SIGINT')).toMatchObject({ code: 0 });
    expect(await sandbox.posts()).toHaveLength(1);

    engine = await machine.start('--backfill', '--yes');
    await expect.poll(() => engine.stderr(), { timeout: 10_000 }).toContain('backfill: 2 of 2 on their way');
    expect(engine.stderr()).toMatch(/old\/notes\.txt +main +not posted: /);
    await expect.poll(sandbox.posts, { timeout: 30_000 }).toHaveLength(3);
    const labels = async () => new Set((await engine.rows()).map(({ label }) => label));
    await expect.poll(labels).toEqual(new Set(['new.png', 'old/1.png', 'old/2.png']));
  });
});
